package io.offbeat.checks.templates;

import static io.offbeat.checks.templates.Template.map;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What must hold of functions and of what calls them.
final class FunctionRules {
  private static final String FUNCTION = "AWS::Lambda::Function";
  private static final String MAPPING = "AWS::Lambda::EventSourceMapping";
  private static final List<String> STREAM_LIMITS =
      List.of(
          "BatchSize",
          "MaximumBatchingWindowInSeconds",
          "ParallelizationFactor",
          "BisectBatchOnFunctionError",
          "MaximumRetryAttempts",
          "MaximumRecordAgeInSeconds",
          "FunctionResponseTypes",
          "DestinationConfig",
          "MetricsConfig");
  private static final List<String> QUEUE_LIMITS =
      List.of(
          "BatchSize",
          "MaximumBatchingWindowInSeconds",
          "ScalingConfig",
          "FunctionResponseTypes",
          "MetricsConfig");

  /// An emulator's address, for tests only; and a warm start's size, whose default stands.
  private static final Set<String> NEVER_SET =
      Set.of("OFFBEAT_AWS_ENDPOINT", "OFFBEAT_WARM_SERIES");

  private static final Pattern VARIABLE = Pattern.compile("\"(OFFBEAT_[A-Z_]+)\"");
  static final List<Rule> RULES =
      List.of(
          new Rule(
              "mappings call the alias",
              "pipeline",
              FunctionRules::mappingsBesideTheAlias,
              t -> t.properties("IngestSource").put("FunctionName", Map.of("Ref", "Ingest"))),
          new Rule(
              "mappings have every limit",
              "pipeline",
              FunctionRules::mappingsWithoutLimits,
              t -> t.properties("DetectSource").remove("MaximumRecordAgeInSeconds")),
          new Rule(
              "functions have log group, concurrency, version, alias and error alarm",
              "pipeline",
              FunctionRules::unequippedFunctions,
              t -> t.properties("Ingest").remove("ReservedConcurrentExecutions")),
          new Rule(
              "log groups end and are encrypted",
              "pipeline",
              t ->
                  t.named("AWS::Logs::LogGroup").stream()
                      .filter(log ->
                          !t.properties(log)
                              .keySet()
                              .containsAll(Set.of("RetentionInDays", "KmsKeyId")))
                      .toList(),
              t -> t.properties("AlertLog").remove("RetentionInDays")),
          new Rule(
              "handlers exist",
              "pipeline",
              t -> functions(t).filter(f -> !Reach.has(handler(t, f))).toList(),
              t -> t.properties("Detect").put("Handler", "io.offbeat.detector.NoHandler")),
          new Rule(
              "every variable that the code reads is set",
              "pipeline",
              t -> differences(t, true),
              t -> variables(t, "Ingest").remove("OFFBEAT_BLOCKS_STREAM")),
          new Rule(
              "no variable is set that the code does not read",
              "pipeline",
              t -> differences(t, false),
              t -> variables(t, "Alert").put("OFFBEAT_SPARE", "1")),
          new Rule(
              "connections are kept for as many calls as run side by side",
              "pipeline",
              t ->
                  functions(t)
                      .filter(f ->
                          !variables(t, f)
                              .getOrDefault("JAVA_TOOL_OPTIONS", "")
                              .toString()
                              .contains("-Dhttp.maxConnections=32"))
                      .toList(),
              t -> variables(t, "Detect").remove("JAVA_TOOL_OPTIONS")));

  private FunctionRules() {}

  static Stream<String> functions(Template template) {
    return template.named(FUNCTION).stream();
  }

  private static List<String> mappingsBesideTheAlias(Template t) {
    return t.named(MAPPING).stream()
        .filter(m -> !t.property(m, "FunctionName", "Fn::Sub").toString().endsWith("}:live"))
        .toList();
  }

  private static List<String> mappingsWithoutLimits(Template t) {
    return t.named(MAPPING).stream()
        .filter(m -> {
          var limits =
              t.properties(m).containsKey("StartingPosition") ? STREAM_LIMITS : QUEUE_LIMITS;
          return !t.properties(m).keySet().containsAll(limits);
        })
        .toList();
  }

  private static List<String> unequippedFunctions(Template t) {
    return functions(t)
        .filter(f ->
            !t.properties(f)
                    .keySet()
                    .containsAll(
                        Set.of(
                            "ReservedConcurrentExecutions",
                            "Timeout",
                            "SnapStart",
                            "LoggingConfig",
                            "KmsKeyArn"))
                || !t.resources()
                    .keySet()
                    .containsAll(
                        Set.of(f + "Log", f + "Version", f + "Live", f + "Errors", f + "Release")))
        .toList();
  }

  private static Map<String, Object> variables(Template t, String function) {
    return map(t.property(function, "Environment", "Variables"));
  }

  private static List<String> differences(Template t, boolean missing) {
    return functions(t)
        .filter(f -> Reach.has(handler(t, f)))
        .flatMap(f -> {
          Set<String> read = read(handler(t, f));
          Set<String> set =
              variables(t, f).keySet().stream()
                  .filter(name -> name.startsWith("OFFBEAT_"))
                  .collect(Collectors.toCollection(TreeSet::new));
          Set<String> left = new TreeSet<>(missing ? read : set);
          left.removeAll(missing ? set : read);
          return left.stream().map(name -> f + " " + name);
        })
        .toList();
  }

  /// The class of a function's entry.
  static String handler(Template t, String function) {
    return String.valueOf(t.properties(function).get("Handler"));
  }

  private static Set<String> read(String handler) {
    return Sources.find(VARIABLE, handler)
        .map((MatchResult found) -> found.group(1))
        .filter(name -> !NEVER_SET.contains(name))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
