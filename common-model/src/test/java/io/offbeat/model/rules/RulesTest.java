package io.offbeat.model.rules;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.offbeat.model.Kind;
import io.offbeat.model.Range;
import io.offbeat.model.SeriesKey;
import io.offbeat.model.Severity;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RulesTest {
  private static final SeriesKey SERIES = new SeriesKey("pump 7", "temperature");

  @Test
  void without_rules_the_defaults_hold() {
    assertThat(Rules.none().of(SERIES)).isEqualTo(SeriesRules.DEFAULT);
    assertThat(parse("{}").of(SERIES)).isEqualTo(SeriesRules.DEFAULT);
    assertThat(of("{}")).isEqualTo(SeriesRules.DEFAULT);
  }

  @Test
  void the_first_rule_that_matches_holds_alone() {
    Rules rules =
        parse(
            """
            {"rules": [
              {"device": "fan-*", "sensitivity": "low"},
              {"device": "pump*", "metric": "temp*", "unit": "Cel"},
              {"metric": "*", "unit": "1", "direction": "above"}
            ]}
            """);

    assertThat(rules.of(SERIES).gate().unit()).isEqualTo("Cel");
    assertThat(rules.of(SERIES).judging().direction()).isEqualTo(Direction.BOTH);
    assertThat(rules.rule(SERIES)).get().extracting(Rule::line).isEqualTo(3);
    assertThat(rules.of(new SeriesKey("pump 7", "load")).gate().unit()).isEqualTo("1");
  }

  @Test
  void a_known_series_is_not_looked_up_again() {
    Rules rules = parse("{'rules': [{'device': 'pump*', 'unit': 'Cel'}]}");

    assertThat(rules.of(SERIES)).isSameAs(rules.of(new SeriesKey("pump 7", "temperature")));
  }

  @Test
  void the_gate_has_its_options() {
    GateRules gate =
        of("{'hardRange': [-40, 85], 'sentinels': [-127, 85], 'unit': 'Cel', 'clock': 'arrival',"
                + " 'lateness': '1h', 'decimal': 'comma'}")
            .gate();

    assertThat(gate)
        .isEqualTo(
            new GateRules(
                new Range(-40, 85), Set.of(-127.0, 85.0), "Cel", true, Duration.ofHours(1), true));
  }

  @Test
  void a_hard_range_may_be_open_and_may_alert() {
    SeriesRules rules = of("{'hardRange': [null, 8], 'breach': 'alert'}");

    assertThat(rules.gate().hardRange()).isNull();
    assertThat(rules.judging().hardRange()).isEqualTo(new Range(-Double.MAX_VALUE, 8));
  }

  @Test
  void judging_has_its_options() {
    JudgingRules judging =
        of("{'enabled': false, 'sensitivity': 3, 'direction': 'below', 'minDeviation': '5%',"
                + " 'kinds': ['spike', 'off-rhythm'], 'season': 'weekly', 'zone': 'Europe/Berlin',"
                + " 'counter': true, 'every': '5m', 'aggregate': 'count', 'silence': '10m'}")
            .judging();

    assertThat(judging)
        .isEqualTo(
            new JudgingRules(
                false,
                3,
                Direction.BELOW,
                new MinDeviation(0, 0.05),
                Set.of(Kind.SPIKE, Kind.OFF_RHYTHM),
                Season.WEEKLY,
                ZoneId.of("Europe/Berlin"),
                true,
                new Window(Duration.ofMinutes(5), Aggregate.COUNT),
                new Silence.After(Duration.ofMinutes(10)),
                null));
  }

  @Test
  void kinds_can_be_switched_off_one_by_one() {
    assertThat(of("{'kinds': {'stuck': false, 'spike': true}}").judging().kinds())
        .hasSize(Kind.values().length - 1)
        .doesNotContain(Kind.STUCK);
  }

  @ParameterizedTest
  @CsvSource({"low, 0.7", "medium, 1", "high, 1.4"})
  void a_sensitivity_has_a_name_or_a_number(String name, double number) {
    assertThat(of("{'sensitivity': '%s'}".formatted(name)))
        .isEqualTo(of("{'sensitivity': %s}".formatted(number)));
  }

  @Test
  void a_least_deviation_is_in_the_unit_or_a_share_of_the_mean() {
    assertThat(new MinDeviation(2, 0).around(-100)).isEqualTo(2);
    assertThat(new MinDeviation(0, 0.05).around(-100)).isEqualTo(5);
  }

  @Test
  void alerting_has_its_options() {
    AlertingRules alerting =
        of("{'for': '10m', 'groupWait': '1m', 'remind': '1h', 'severity': {'floor': 'medium', 'ceiling': 'high'},"
                + " 'runbook': 'https://wiki/{device}/{metric}', 'attributes': {'team': 'kitchen'}}")
            .alerting();

    assertThat(alerting.holdFor()).isEqualTo(Duration.ofMinutes(10));
    assertThat(alerting.groupWait()).isEqualTo(Duration.ofMinutes(1));
    assertThat(alerting.remind()).isEqualTo(Duration.ofHours(1));
    assertThat(alerting.limit(Severity.LOW)).isEqualTo(Severity.MEDIUM);
    assertThat(alerting.limit(Severity.HIGH)).isEqualTo(Severity.HIGH);
    assertThat(alerting.limit(Severity.CRITICAL)).isEqualTo(Severity.HIGH);
    assertThat(alerting.runbook(SERIES)).contains("https://wiki/pump%207/temperature");
    assertThat(alerting.attributes()).isEqualTo(Map.of("team", "kitchen"));
  }

  @Test
  void a_severity_may_be_fixed() {
    AlertingRules alerting = of("{'severity': 'medium'}").alerting();

    assertThat(alerting.limit(Severity.LOW)).isEqualTo(Severity.MEDIUM);
    assertThat(alerting.limit(Severity.CRITICAL)).isEqualTo(Severity.MEDIUM);
  }

  @Test
  void a_device_belongs_to_the_first_group_that_matches() {
    Rules rules =
        parse(
            "{'groups': [{'device': 'k-*', 'name': 'kitchen'}, {'device': '*', 'name': 'house'}]}");

    assertThat(rules.group("k-1")).contains("kitchen");
    assertThat(rules.group("x")).contains("house");
    assertThat(Rules.none().group("x")).isEmpty();
  }

  @Test
  void an_extraction_says_where_readings_stand() {
    Rules rules =
        parse(
            "{'extract': [{'when': {'/type': 'REPORT'}, 'each': '/logEvents', 'device': '/fn',"
                + " 'at': '/timestamp', 'unit': 'ms', 'values': {'latency': '/a~1b/~0c'}}]}");

    Extraction extraction = rules.extractions().getFirst();
    assertThat(extraction)
        .isEqualTo(
            new Extraction(
                Map.of("/type", "REPORT"),
                "/logEvents",
                "/fn",
                "/timestamp",
                "ms",
                Map.of("latency", "/a~1b/~0c")));
    assertThat(Extraction.steps("/a~1b/~0c")).containsExactly("a/b", "~c");
  }

  @Test
  void a_rule_that_never_has_its_turn_is_covered() {
    Rules rules = parse("{'rules': [{'device': 'a*'}, {'device': 'ab*', 'metric': 't'}]}");

    assertThat(rules.rules().getFirst().covers(rules.rules().getLast())).isTrue();
    assertThat(rules.rules().getLast().covers(rules.rules().getFirst())).isFalse();
  }

  @Test
  void comments_may_stand_in_every_object() {
    assertThat(of("{'//': 'why', '//': ['and', 'how'], 'severity': {'//': 1, 'floor': 'low'}}"))
        .isEqualTo(SeriesRules.DEFAULT);
  }

  /// What a rule for any series says, its options in JSON with `'` for `"`.
  private static SeriesRules of(String options) {
    return parse("{'rules': [{'device': '*', " + options.substring(1) + "]}").of(SERIES);
  }

  private static Rules parse(String json) {
    return Rules.parse(json.replace(", }", "}").replace('\'', '"').getBytes(UTF_8));
  }
}
