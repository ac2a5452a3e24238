package io.offbeat.alert;

import static io.offbeat.alert.EpisodeStory.spike;
import static org.assertj.core.api.Assertions.assertThat;

import io.offbeat.alert.Alert.Change;
import io.offbeat.model.EpisodeEvent;
import io.offbeat.model.Kind;
import io.offbeat.model.Range;
import io.offbeat.model.SeriesKey;
import io.offbeat.model.Severity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AlertTextTest {
  private static final EpisodeStory TEMPERATURE = spike("pump-7", "temperature", 0);

  @Test
  void an_opened_incident_says_what_since_when_and_what_happens_next() {
    Facts facts =
        Facts.of(TEMPERATURE.started()).merge(TEMPERATURE.escalated(3, 91.2, Severity.HIGH));
    Alert alert = AlertText.alert("0123", Change.OPENED, facts);

    assertThat(alert.subject())
        .isEqualTo("[HIGH] pump-7 temperature 91.2 C, expected 61-78, for 3 min");
    assertThat(alert.text())
        .isEqualTo(
            """
            pump-7 temperature is 91.2 °C, far outside its usual range of 61–78 °C.

            Since: 2026-11-25 12:00:00 UTC, for 3 min
            Severity: high
            Recent readings: ▁▁▂▂▁▂█
            What happens next: another alert if it becomes worse, and one when readings are normal again.
            Incident: 0123
            """);
  }

  @Test
  void a_worse_incident_names_the_other_series_in_trouble() {
    Facts facts =
        Facts.of(TEMPERATURE.started())
            .merge(TEMPERATURE.escalated(12, 104.25, Severity.CRITICAL))
            .merge(
                new EpisodeStory(
                        new SeriesKey("pump-7", "flow"),
                        "m3/h",
                        Kind.LEVEL_SHIFT,
                        new Range(2, 3.5),
                        5)
                    .started(0.5, Severity.MEDIUM));
    Alert alert = AlertText.alert("0123", Change.ESCALATED, facts);

    assertThat(alert.subject())
        .isEqualTo("[CRITICAL] pump-7 temperature 104.3 C, expected 61-78, for 12 min");
    assertThat(alert.text())
        .isEqualTo(
            """
            Worse, now critical: pump-7 temperature is 104.3 °C, far outside its usual range of 61–78 °C.

            Since: 2026-11-25 12:00:00 UTC, for 12 min
            Severity: critical
            Recent readings: ▁▁▂▁▁▂█
            Also on pump-7:
            - flow (level shift): 0.5 m³/h, expected 2–3.5
            What happens next: another alert if it becomes worse, and one when readings are normal again.
            Incident: 0123
            """);
  }

  @Test
  void a_resolved_incident_says_how_long_it_took_and_its_peak() {
    Facts facts =
        Facts.of(TEMPERATURE.started()).merge(TEMPERATURE.ended(12, 95.14, Severity.HIGH));
    Alert alert = AlertText.alert("0123", Change.RESOLVED, facts);

    assertThat(alert.subject())
        .isEqualTo("[RESOLVED] pump-7 temperature back to normal after 12 min, peak 95.14 C");
    assertThat(alert.text())
        .isEqualTo(
            """
            pump-7 temperature is back to normal.

            Lasted: 12 min, from 2026-11-25 12:00:00 UTC to 2026-11-25 12:12:00 UTC
            Peak: 95.14 °C (spike), usual range 61–78 °C
            Severity: high
            Recent readings: ▁▃▇▆▅█▆
            What happens next: nothing; if it comes back, a new incident opens.
            Incident: 0123
            """);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void every_kind_has_its_own_words(Kind kind) {
    Alert alert = AlertText.alert("0123", Change.OPENED, Facts.of(TEMPERATURE.of(kind).started()));

    assertThat(alert.subject()).startsWith("[HIGH] pump-7 temperature ").contains("91.2 C");
    assertThat(alert.text()).contains("91.2 °C").contains("usual").contains("61–78 °C.");
  }

  @Test
  void the_eleventh_other_series_and_more_are_counted() {
    Facts facts = Facts.of(TEMPERATURE.started());
    for (int i = 10; i < 25; i++) {
      facts = facts.merge(spike("pump-7", "m" + i, 0).started(80, Severity.LOW));
    }

    assertThat(AlertText.alert("0123", Change.OPENED, facts).text())
        .contains("- m19 (spike)")
        .doesNotContain("- m20")
        .contains("- and 5 more");
  }

  @Test
  void alert_ids_tell_changes_and_severities_apart_and_are_the_same_on_a_repeat() {
    Facts high = Facts.of(TEMPERATURE.started());
    Facts critical = high.merge(TEMPERATURE.escalated(1, 99, Severity.CRITICAL));

    assertThat(AlertText.alert("0123", Change.OPENED, high).id())
        .isEqualTo(AlertText.alert("0123", Change.OPENED, critical).id())
        .isNotEqualTo(AlertText.alert("0123", Change.RESOLVED, high).id())
        .isNotEqualTo(AlertText.alert("4567", Change.OPENED, high).id());
    assertThat(AlertText.alert("0123", Change.ESCALATED, high).id())
        .isNotEqualTo(AlertText.alert("0123", Change.ESCALATED, critical).id());
  }

  @Test
  void a_line_break_in_a_unit_ends_no_line() {
    Alert alert = alertWithUnit("Cel\nSeverity: none");

    assertThat(alert.text().lines()).noneMatch(line -> line.startsWith("Severity: none"));
    assertThat(alert.subject()).doesNotContain("\n");
  }

  @Test
  void ansi_and_control_characters_do_not_reach_a_terminal() {
    Alert alert = alertWithUnit("\u001b[31m\u0007\u009b2J");

    assertThat(alert.text()).doesNotContain("\u001b", "\u0007", "\u009b").contains("\\u001b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u2028", "\u2029", "\u202e", "\u200b", "\ufeff"})
  void characters_without_a_shape_are_spelled_out(String shapeless) {
    Alert alert = alertOf("pump" + shapeless + "7", "temperature");

    assertThat(alert.text()).doesNotContain(shapeless).contains("pump\\u");
    assertThat(alert.subject()).contains("pump\\u");
  }

  @Test
  void markup_and_mentions_lose_their_brackets() {
    Alert alert = alertOf("<!channel>", "<script>alert(1)</script>");

    assertThat(alert.text() + alert.subject()).doesNotContain("<", ">");
    assertThat(alert.text()).contains("‹!channel›");
    assertThat(alert.subject()).startsWith("[HIGH] (!channel) (script)alert(1)(/script) 91.2 C");
  }

  @Test
  void emoji_stay_in_the_text_and_are_question_marks_in_the_subject() {
    Alert alert = alertOf("pump🔥", "température");

    assertThat(alert.text()).startsWith("pump🔥 température is");
    assertThat(alert.subject()).startsWith("[HIGH] pump? temperature 91.2 C");
  }

  @Test
  void the_longest_names_leave_room_for_the_value() {
    Alert alert = alertOf("d".repeat(256), "m".repeat(256));

    assertThat(alert.subject())
        .hasSize(99)
        .startsWith("[HIGH] ddd")
        .endsWith(".. 91.2 C, expected 61-78");
    assertThat(alert.text()).contains("d".repeat(256) + " " + "m".repeat(256));
  }

  @Test
  void a_long_name_gets_the_room_that_a_short_one_leaves() {
    String device = "plant-3-hall-west-line-2-compressor-station-007";

    assertThat(alertOf(device, "flow").subject())
        .isEqualTo("[HIGH] " + device + " flow 91.2 C, expected 61-78");
    assertThat(alertOf("p1", device).subject())
        .isEqualTo("[HIGH] p1 " + device + " 91.2 C, expected 61-78");
  }

  @Test
  void names_that_escaping_makes_longer_still_fit_the_subject() {
    Alert alert = alertOf("\u2028".repeat(85), "㋿".repeat(85));

    assertThat(alert.subject()).hasSizeLessThanOrEqualTo(99).endsWith("91.2 C, expected 61-78");
  }

  private static Alert alertOf(String device, String metric) {
    return AlertText.alert("0123", Change.OPENED, Facts.of(spike(device, metric, 0).started()));
  }

  private static Alert alertWithUnit(String unit) {
    EpisodeEvent event =
        new EpisodeStory(TEMPERATURE.series(), unit, Kind.SPIKE, new Range(61, 78), 0).started();
    return AlertText.alert("0123", Change.OPENED, Facts.of(event));
  }
}
