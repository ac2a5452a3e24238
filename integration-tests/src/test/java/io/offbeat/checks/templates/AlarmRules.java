package io.offbeat.checks.templates;

import static io.offbeat.checks.templates.Template.inside;

import io.offbeat.alert.AlertCount;
import io.offbeat.checks.Repository;
import io.offbeat.detector.DetectCount;
import io.offbeat.detector.SweepHandler;
import io.offbeat.ingest.IngestCount;
import io.offbeat.lambda.BatchLog;
import io.offbeat.lambda.RulesCount;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What must hold of alarms and of the dashboard.
final class AlarmRules {
  private static final Pattern LINK = Pattern.compile("docs/troubleshooting\\.md#([a-z-]+)$");
  private static final Set<String> ANCHORS =
      Pattern.compile("(?m)^## (.+)$")
          .matcher(Repository.text(Repository.path("docs/troubleshooting.md")))
          .results()
          .map(heading -> heading.group(1).toLowerCase(Locale.ROOT).replace(' ', '-'))
          .collect(Collectors.toSet());
  private static final Map<String, Set<String>> EMITTED =
      Map.of(
          "ingest", counts(IngestCount.class),
          "detect", counts(DetectCount.class),
          "sweep", with(SweepHandler.LAG, counts(DetectCount.class)),
          "alert", counts(AlertCount.class),
          "timer", counts(AlertCount.class));

  static final List<Rule> RULES =
      Stream.of("pipeline", "observability")
          .flatMap(template ->
              Stream.of(
                  new Rule(
                      "alarms of the " + template + " act",
                      template,
                      t ->
                          alarms(t)
                              .filter(a -> !t.properties(a).containsKey("AlarmActions"))
                              .toList(),
                      t -> t.properties(first(t)).remove("AlarmActions")),
                  new Rule(
                      "alarms of the " + template + " lead to a page that exists",
                      template,
                      t -> alarms(t).filter(a -> !hasPage(t, a)).toList(),
                      t ->
                          t.properties(first(t))
                              .put("AlarmDescription", "Off. docs/troubleshooting.md#nowhere"))))
          .collect(Collectors.collectingAndThen(Collectors.toList(), AlarmRules::andMetrics));

  private AlarmRules() {}

  private static List<Rule> andMetrics(List<Rule> rules) {
    return Stream.concat(
            rules.stream(),
            Stream.of(
                new Rule(
                    "alarms look at metrics that the code emits",
                    "observability",
                    AlarmRules::unknownMetrics,
                    t -> t.properties("IngestImbalance").put("MetricName", "imbalanced")),
                new Rule(
                    "the dashboard shows metrics that the code emits",
                    "observability",
                    AlarmRules::unknownOnDashboard,
                    t ->
                        t.properties("Dashboard")
                            .put(
                                "DashboardBody",
                                Map.of(
                                    "Fn::Sub",
                                    """
                                    {"widgets": [{"properties": {"metrics": [
                                      ["Offbeat", "guesses", "Environment", "dev", "Function", "ingest"]]}}]}
                                    """)))))
        .toList();
  }

  private static Stream<String> alarms(Template t) {
    return Stream.of("AWS::CloudWatch::Alarm", "AWS::CloudWatch::CompositeAlarm")
        .flatMap(type -> t.named(type).stream());
  }

  private static String first(Template t) {
    return alarms(t).findFirst().orElseThrow();
  }

  private static boolean hasPage(Template t, String alarm) {
    Matcher link = LINK.matcher(t.property(alarm, "AlarmDescription").toString());
    return link.find() && ANCHORS.contains(link.group(1));
  }

  private static List<String> unknownMetrics(Template t) {
    return alarms(t)
        .flatMap(a -> inside(t.properties(a)))
        .map(Template::map)
        .filter(metric -> "Offbeat".equals(metric.get("Namespace")))
        .filter(metric -> !isEmitted(function(metric), String.valueOf(metric.get("MetricName"))))
        .map(Object::toString)
        .toList();
  }

  private static String function(Map<String, Object> metric) {
    return Template.list(metric.getOrDefault("Dimensions", List.of())).stream()
        .map(Template::map)
        .filter(dimension -> "Function".equals(dimension.get("Name")))
        .map(dimension -> String.valueOf(dimension.get("Value")))
        .findFirst()
        .orElse("");
  }

  private static List<String> unknownOnDashboard(Template t) {
    String body = t.property("Dashboard", "DashboardBody", "Fn::Sub").toString();
    return new JsonMapper()
        .readTree(body)
        .path("widgets")
        .valueStream()
        .flatMap(widget -> widget.at("/properties/metrics").valueStream())
        .filter(metric -> metric.path(0).asString().equals("Offbeat"))
        .filter(metric -> !isEmitted(metric.path(5).asString(), metric.path(1).asString()))
        .map(JsonNode::toString)
        .toList();
  }

  private static boolean isEmitted(String function, String metric) {
    return EMITTED.getOrDefault(function, Set.of()).contains(metric);
  }

  private static Set<String> with(String metric, Set<String> counts) {
    return Stream.concat(Stream.of(metric), counts.stream()).collect(Collectors.toSet());
  }

  /// What a function counts, the rules that it reads too.
  private static Set<String> counts(Class<? extends Enum<?>> function) {
    Stream<String> names =
        Stream.of(function, RulesCount.class)
            .flatMap(counts -> Arrays.stream(counts.getEnumConstants()))
            .map(count -> count.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    return Stream.concat(Stream.of("imbalance", BatchLog.ENVIRONMENT_FAULT), names)
        .collect(Collectors.toSet());
  }
}
