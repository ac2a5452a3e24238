package io.offbeat.alert;

import static io.offbeat.alert.EpisodeStory.spike;
import static org.assertj.core.api.Assertions.assertThat;

import io.offbeat.alert.Alert.Change;
import io.offbeat.model.EpisodeEvent;
import io.offbeat.model.Kind;
import io.offbeat.model.Range;
import io.offbeat.model.SeriesKey;
import io.offbeat.model.Severity;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AlertTextTest {
  private static final EpisodeStory TEMPERATURE = spike("pump-7", "temperature", 0);
  private static final AlertText TEXT =
      new AlertText(Policy.DEFAULT, ZoneOffset.UTC, "s3://offbeat");

  @ParameterizedTest
  @EnumSource(Kind.class)
  void every_kind_is_named_and_has_its_own_words(Kind kind) {
    Alert alert = opened(List.of(TEMPERATURE.of(kind).started()));

    assertThat(alert.subject()).startsWith("[HIGH] pump-7 temperature ").contains("91.2 C");
    assertThat(alert.text())
        .startsWith("pump-7 temperature ")
        .contains("91.2 °C", "Kind: " + kind.label().replace('-', ' '));
  }

  @ParameterizedTest
  @CsvSource({"77, at the edge of", "80, just outside", "91.2, outside", "9000, outside"})
  void the_words_say_where_a_value_lies_and_leave_how_bad_it_is_to_the_severity(
      double value, String words) {
    for (Severity severity : Severity.values()) {
      Alert alert = opened(List.of(TEMPERATURE.started(value, severity)));

      assertThat(alert.text()).contains(" °C, " + words + " its usual 61–78 °C.");
    }
  }

  @Test
  void the_line_of_readings_says_what_its_lowest_and_highest_mean() {
    assertThat(opened(List.of(TEMPERATURE.started())).text())
        .contains("Last 7 readings, from 66 to 91.2 °C: ▁▁▂▂▁▂[█]");
  }

  @Test
  void the_eleventh_other_series_and_more_are_counted() {
    var events = new ArrayList<EpisodeEvent>();
    events.add(TEMPERATURE.started());
    for (int i = 10; i < 25; i++) {
      events.add(spike("pump-7", "m" + i, 0).started(80, Severity.LOW));
    }

    assertThat(opened(events).text())
        .contains("- pump-7 m19: 80 °C")
        .doesNotContain("- pump-7 m20")
        .contains("- and 5 more");
  }

  @Test
  void alert_ids_tell_changes_and_severities_apart_and_are_the_same_on_a_repeat() {
    Incident incident = incident(List.of(TEMPERATURE.started()));

    assertThat(id(incident, Change.OPENED, Severity.HIGH))
        .isEqualTo(id(incident, Change.OPENED, Severity.CRITICAL))
        .isNotEqualTo(id(incident, Change.RESOLVED, Severity.HIGH));
    assertThat(id(incident, Change.ESCALATED, Severity.HIGH))
        .isNotEqualTo(id(incident, Change.ESCALATED, Severity.CRITICAL));
  }

  @Test
  void a_runbook_is_shown_when_it_is_https_and_nothing_else() {
    assertThat(withRunbook("https://wiki/pump%207").text())
        .contains("Runbook: https://wiki/pump%207");
    assertThat(withRunbook("javascript:alert(1)").text()).doesNotContain("Runbook", "javascript");
    assertThat(withRunbook("http://wiki").text()).doesNotContain("Runbook");
  }

  @Test
  void the_readings_are_looked_for_in_the_hour_in_which_the_worst_episode_began() {
    EpisodeStory later = spike("pump-7", "flow", 120);
    Alert alert =
        opened(List.of(TEMPERATURE.started(), later.started(70, Severity.LOW), later.ended(125)));

    assertThat(alert.text()).contains("s3://offbeat/raw/dt=2026-11-25/hour=12 ");
  }

  @Test
  void the_wall_clock_of_the_team_stands_beside_utc() {
    var berlin = new AlertText(Policy.DEFAULT, ZoneId.of("Europe/Berlin"), "s3://offbeat");
    Alert alert =
        berlin.alert(
            incident(List.of(TEMPERATURE.started())), occasion(Change.OPENED, Severity.HIGH));

    assertThat(alert.text()).contains("Since: 2026-11-25 12:00:00 UTC (Wed 13:00 Europe/Berlin)");
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
    return opened(List.of(spike(device, metric, 0).started()));
  }

  private static Alert alertWithUnit(String unit) {
    EpisodeEvent event =
        new EpisodeStory(TEMPERATURE.series(), unit, Kind.SPIKE, new Range(61, 78), 0).started();
    return opened(List.of(event));
  }

  private static Incident incident(List<EpisodeEvent> events) {
    return Incident.first(Group.device("pump-7"), events, EpisodeStory.NOON);
  }

  static Alert opened(List<EpisodeEvent> events) {
    return TEXT.alert(incident(events), occasion(Change.OPENED, Severity.HIGH));
  }

  private static String id(Incident incident, Change change, Severity severity) {
    return TEXT.alert(incident, occasion(change, severity)).id();
  }

  private static Alert withRunbook(String address) {
    var policy =
        new Policy() {
          @Override
          public Optional<String> runbook(SeriesKey series) {
            return Optional.of(address);
          }
        };
    return new AlertText(policy, ZoneOffset.UTC, "s3://offbeat")
        .alert(incident(List.of(TEMPERATURE.started())), occasion(Change.OPENED, Severity.HIGH));
  }

  private static Occasion occasion(Change change, Severity severity) {
    return new Occasion(change, severity, EpisodeStory.NOON, List.of());
  }
}
