package io.offbeat.local;

import static io.offbeat.local.RuledPipeline.START;
import static io.offbeat.local.RuledPipeline.calmBut;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.offbeat.alert.Alert;
import io.offbeat.alert.Alert.Change;
import io.offbeat.model.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Each option that concerns people, and each part of a file beside its rules, through the whole
/// local pipeline.
class AlertingRulesPipelineTest {
  /// Minute at which the ten minutes begin that anybody would want to know of.
  private static final int FAULT = 450;

  private final RuledPipeline ruled = new RuledPipeline();

  @ParameterizedTest
  @CsvSource({"0s, 1", "5m, 1", "2h, 0"})
  void for_says_how_long_it_must_last_before_anyone_is_told(String time, int expected) {
    ruled.play("'for': '%s'".formatted(time), 500, calmBut(FAULT, FAULT + 10, 90));

    assertThat(opened()).hasSize(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'low' | LOW",
        "'critical' | CRITICAL",
        "{'floor': 'critical'} | CRITICAL",
        "{'ceiling': 'medium'} | MEDIUM"
      })
  void severity_is_fixed_or_kept_within_limits(String severity, Severity expected) {
    ruled.play("'severity': %s".formatted(severity), 500, calmBut(FAULT, FAULT + 10, 9_000));

    assertThat(opened()).extracting(Alert::severity).containsExactly(expected);
  }

  @ParameterizedTest
  @CsvSource({"10m, true", "7d, false"})
  void remind_says_how_soon_people_are_told_again(String time, boolean reminded) {
    String rule = "'severity': 'critical', 'remind': '%s'".formatted(time);

    ruled.play(rule, 550, calmBut(FAULT, 550, 90));

    assertThat(ruled.alerts().stream().anyMatch(alert -> alert.change() == Change.REMINDER))
        .isEqualTo(reminded);
  }

  @Test
  void runbook_is_told_with_the_names_of_the_series() {
    String runbook = "'runbook': 'https://wiki.example.org/{device}/{metric}'";

    ruled.play(runbook, 500, calmBut(FAULT, FAULT + 10, 90));

    assertThat(opened().getFirst().text()).contains("https://wiki.example.org/pump-7/temperature");
  }

  @Test
  void attributes_travel_with_the_alert() {
    ruled.play("'attributes': {'team': 'kitchen'}", 500, calmBut(FAULT, FAULT + 10, 90));

    assertThat(opened())
        .extracting(alert -> alert.about().attributes())
        .containsExactly(Map.of("team", "kitchen"));
  }

  @ParameterizedTest
  @CsvSource({"pump-*, 1", "fan-*, 2"})
  void groups_make_one_incident_of_their_devices(String members, int expected) {
    LocalPipeline pipeline =
        ruled.pipelineUnder("{'groups': [{'device': '%s', 'name': 'cellar'}]}".formatted(members));
    for (int i = 0; i < 500; i++) {
      Instant at = START.plus(Duration.ofMinutes(i));
      for (String device : List.of("pump-7", "pump-8")) {
        double value = calmBut(FAULT, FAULT + 10, 90).applyAsDouble(i);
        RuledPipeline.put(pipeline, device, at, value);
      }
    }
    pipeline.drain();
    pipeline.quiet(Duration.ofHours(1));

    assertThat(opened()).hasSize(expected);
  }

  @ParameterizedTest
  @CsvSource({"08:00, 0", "06:00, 1"})
  void mutes_keep_quiet_in_their_window(String until, int expected) {
    LocalPipeline pipeline =
        ruled.pipelineUnder(
            "{'mutes': [{'device': 'pump-*', 'from': '01:00', 'to': '%s', 'zone': 'UTC', 'author': 'ada', 'reason': 'test'}]}"
                .formatted(until));

    ruled.play(pipeline, 500, calmBut(FAULT, FAULT + 10, 90));

    assertThat(opened()).hasSize(expected);
  }

  @Test
  void extract_makes_readings_of_what_is_not_ours() {
    LocalPipeline pipeline =
        ruled.pipelineUnder(
            """
            {'extract': [{'when': {'/service': '*'}, 'device': '/service', 'at': '/time',
                          'values': {'latency': '/took_ms'}}]}
            """);
    for (int i = 0; i < 500; i++) {
      Instant at = START.plus(Duration.ofMinutes(i));
      double took = calmBut(FAULT, FAULT + 10, 900).applyAsDouble(i);
      String json =
          "{\"service\":\"shop\",\"time\":\"%s\",\"took_ms\":%s,\"port\":%d}"
              .formatted(at, took, i);
      pipeline.put("shop", at, json.getBytes(UTF_8));
    }
    pipeline.drain();
    pipeline.quiet(Duration.ofHours(1));

    assertThat(pipeline.totals().of("detect", "learned")).isEqualTo(500);
    assertThat(opened())
        .extracting(alert -> alert.about().device() + " " + alert.about().metric())
        .containsExactly("shop latency");
  }

  private List<Alert> opened() {
    return ruled.alerts().stream().filter(alert -> alert.change() == Change.OPENED).toList();
  }
}
