package io.offbeat.checks.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.offbeat.alert.Brake;
import io.offbeat.alert.Course;
import io.offbeat.alert.Facts;
import io.offbeat.alert.Fleet;
import io.offbeat.checks.Repository;
import io.offbeat.checks.templates.Template;
import io.offbeat.detection.Episode;
import io.offbeat.detector.Admission;
import io.offbeat.detector.Device;
import io.offbeat.detector.WarmDevices;
import io.offbeat.lambda.Patience;
import io.offbeat.model.SeriesKey;
import io.offbeat.model.rules.GateRules;
import io.offbeat.model.rules.JudgingRules;
import io.offbeat.model.rules.Rules;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Numbers that pages tell are those of the code and of the templates.
class FiguresTest {
  private static final int SECONDS_AN_HOUR = 3_600;
  private static final int SECONDS_A_DAY = 24 * SECONDS_AN_HOUR;
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| (`\\w+`(?:, `\\w+`)*) \\| *([^|]*?) *\\|");

  /// What a page says with a number in it.
  ///
  /// @param page its name
  /// @param words a part of a sentence
  record Figure(String page, String words) {}

  static Stream<Figure> figures() {
    return Stream.concat(code(), templates());
  }

  private static Stream<Figure> code() {
    return Stream.of(
        figure(
            "alerts",
            "is over | when every episode has ended, %d min ago",
            Course.HOLD.toMinutes()),
        figure("alerts", "After %d alerts within 5 min", Brake.MOST),
        figure("alerts", "Of a fleet it reaches the %d series", Facts.MAX_TROUBLES),
        figure("deploy", "| `MaxAlerts` | %d |", Brake.MOST),
        figure("deploy", "| `NewDevices` | %d |", Admission.AN_HOUR),
        figure("data-formats", "text, 1 to %d bytes of UTF-8", SeriesKey.MAX_NAME_BYTES),
        figure("data-formats", "A reading older than %d days", GateRules.LATENESS.toDays()),
        figure("error-handling", "until %d\n  seconds are", Patience.RESERVE.toSeconds()),
        figure("rules", "A file has at most %d MiB", Rules.MAX_BYTES >> 20),
        figure("rules", "`low` is %s, `medium`", JudgingRules.LOW),
        figure("rules", "`high` %s, or", JudgingRules.HIGH),
        figure("state", "new devices an hour | %,d |", Admission.AN_HOUR),
        figure("state", "series of a device | %d |", Device.MAX_SERIES),
        figure("state", "pending events of a device | %d |", Device.MAX_PENDING),
        figure("state", "kept warm by an instance | %,d |", WarmDevices.MAX_SERIES));
  }

  private static Stream<Figure> templates() {
    Template pipeline = Template.of("pipeline");
    Template data = Template.of("data");
    return Stream.of(
        figure("error-handling", "last at most %d s", number(pipeline, "Ingest", "Timeout")),
        figure(
            "error-handling", "of the alert function %d s", number(pipeline, "Alert", "Timeout")),
        figure(
            "error-handling",
            "up to %d times",
            number(pipeline, "IngestSource", "MaximumRetryAttempts")),
        figure(
            "error-handling",
            "younger than %d hours",
            number(pipeline, "IngestSource", "MaximumRecordAgeInSeconds") / SECONDS_AN_HOUR),
        figure(
            "error-handling",
            "again after %d s, ",
            number(data, "EpisodesQueue", "VisibilityTimeout")),
        figure(
            "error-handling",
            " s, %d times, and then",
            number(data, "EpisodesQueue", "RedrivePolicy", "maxReceiveCount")),
        figure(
            "error-handling",
            "queue for %d days",
            number(data, "EpisodesDeadLetters", "MessageRetentionPeriod") / SECONDS_A_DAY));
  }

  private static Figure figure(String page, String words, Object number) {
    return new Figure(page, String.format(Locale.ROOT, words, number));
  }

  private static int number(Template template, String resource, String... property) {
    return Integer.parseInt(template.property(resource, property).toString());
  }

  @ParameterizedTest
  @MethodSource("figures")
  void a_page_tells_the_number_that_holds(Figure figure) {
    String page = Repository.text(Repository.path("docs/%s.md".formatted(figure.page)));

    assertThat(page.replaceAll("\\s+", " ")).contains(figure.words.replaceAll("\\s+", " "));
  }

  @Test
  void the_page_s_words_for_numbers_hold() {
    assertThat(Fleet.FEWEST).as("alerts.md: five at least, five devices are high").isEqualTo(5);
    assertThat(Episode.HOLD).as("alerts.md: on the fifth reading").isEqualTo(5);
  }

  @Test
  void each_parameter_s_default_is_the_template_s() {
    Map<String, Object> declared =
        Stream.of("data", "pipeline", "observability")
            .flatMap(stack ->
                Template.map(Template.of(stack).root().get("Parameters")).entrySet().stream())
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (one, _) -> one));
    Map<String, String> told =
        ROW.matcher(Repository.text(Repository.path("docs/deploy.md")))
            .results()
            .flatMap(FiguresTest::defaults)
            .filter(parameter -> declared.containsKey(parameter.getKey()))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));

    assertThat(told).hasSizeGreaterThan(15);
    told.remove("PermissionsBoundaryArn"); // told in words: another stack's
    assertThat(told)
        .allSatisfy((name, value) ->
            assertThat(value)
                .as(name)
                .isEqualTo(String.valueOf(Template.map(declared.get(name)).get("Default"))));
  }

  /// The parameters of a row with their defaults: one for all, or one each.
  private static Stream<Map.Entry<String, String>> defaults(MatchResult row) {
    String[] names = row.group(1).replace("`", "").split(", ", -1);
    String[] values = row.group(2).strip().replace("`", "").split(", ", -1);
    return Stream.iterate(0, i -> i < names.length, i -> i + 1)
        .map(i -> Map.entry(names[i], values.length == 1 ? values[0] : values[i]));
  }
}
