package io.offbeat.alert;

import static io.offbeat.alert.EpisodeStory.minute;
import static io.offbeat.alert.EpisodeStory.spike;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.offbeat.alert.Alert.Cause;
import io.offbeat.alert.Alert.Change;
import io.offbeat.model.EpisodeEvent;
import io.offbeat.model.Kind;
import io.offbeat.model.SeriesKey;
import io.offbeat.model.Severity;
import io.offbeat.model.rules.Mute.Muted;
import io.offbeat.model.rules.Rules;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CourseTest {
  private static final EpisodeStory TEMPERATURE = spike("pump-7", "temperature", 0);
  private static final EpisodeStory SHIFT = TEMPERATURE.of(Kind.LEVEL_SHIFT);

  private final Watch watch = new Watch();

  @Test
  void opening_waits_for_others_of_its_kind() {
    watch.tell(0, TEMPERATURE.started());
    assertThat(watch.changes()).isEmpty();

    watch.passTo(1);
    assertThat(watch.changes()).containsExactly(Change.OPENED);
  }

  @Test
  void a_rule_says_how_long_opening_waits() {
    var hasty =
        new Watch(
            new Policy() {
              @Override
              public Duration groupWait(SeriesKey series) {
                return Duration.ZERO;
              }
            },
            0);
    hasty.tell(0, TEMPERATURE.started());

    assertThat(hasty.changes()).containsExactly(Change.OPENED);
  }

  @Test
  void high_and_critical_are_told_at_once_and_a_single_lower_reading_is_not() {
    watch.tell(0, TEMPERATURE.started(85, Severity.MEDIUM));
    watch.tell(0, spike("pump-8", "temperature", 0).started(91, Severity.HIGH));
    watch.passTo(5);

    assertThat(watch.publisher.published())
        .singleElement()
        .extracting(alert -> alert.about().device())
        .isEqualTo("pump-8");
  }

  @Test
  void a_lower_spike_that_goes_on_is_told_in_the_end() {
    watch.tell(0, TEMPERATURE.started(85, Severity.MEDIUM));
    watch.passTo(31);

    assertThat(watch.changes()).containsExactly(Change.OPENED);
  }

  @Test
  void what_takes_many_readings_to_see_is_told_at_once_however_low() {
    watch.tell(0, SHIFT.started(85, Severity.LOW));
    watch.passTo(1);

    assertThat(watch.changes()).containsExactly(Change.OPENED);
  }

  @Test
  void a_rule_can_ask_for_more_time() {
    var patient =
        new Watch(
            new Policy() {
              @Override
              public Duration holdFor(SeriesKey series) {
                return Duration.ofMinutes(10);
              }
            },
            0);
    patient.tell(0, SHIFT.started(99, Severity.CRITICAL));
    patient.passTo(9);
    assertThat(patient.changes()).isEmpty();

    patient.passTo(11);
    assertThat(patient.changes()).containsExactly(Change.OPENED);
  }

  @Test
  void an_episode_that_is_over_before_its_time_is_not_told() {
    watch.tell(0, SHIFT.started(85, Severity.LOW));
    var patient =
        new Watch(
            new Policy() {
              @Override
              public Duration holdFor(SeriesKey series) {
                return Duration.ofMinutes(10);
              }
            },
            0);
    patient.tell(0, SHIFT.started());
    patient.tell(4, SHIFT.ended(4));
    patient.passTo(60);

    assertThat(patient.changes()).isEmpty();
  }

  @Test
  void a_resolution_waits_for_the_hold_time() {
    watch.tell(0, SHIFT.started());
    watch.tell(10, SHIFT.ended(10));
    watch.passTo(14);
    assertThat(watch.changes()).containsExactly(Change.OPENED);

    watch.passTo(15);
    assertThat(watch.changes()).containsExactly(Change.OPENED, Change.RESOLVED);
  }

  @Test
  void a_new_normal_is_told_once_after_an_hour() {
    watch.tell(0, SHIFT.started(91, Severity.HIGH));
    watch.tell(40, accepted(SHIFT.ended(40), 90));
    watch.passTo(99);
    assertThat(watch.changes()).containsExactly(Change.OPENED);

    watch.passTo(101);
    assertThat(watch.changes()).containsExactly(Change.OPENED, Change.RESOLVED);
    Alert told = watch.publisher.published().getLast();
    assertThat(told.subject())
        .isEqualTo("[RESOLVED] pump-7 temperature 90 C counts as normal now, before 61-78");
    assertThat(told.text())
        .startsWith(
            "pump-7 temperature: 90 °C has come to count as normal, and there was no more trouble for an hour; before, 61–78 °C was.");
  }

  @Test
  void a_new_normal_is_the_level_that_was_heard_last() {
    watch.tell(0, SHIFT.started(91, Severity.HIGH));
    watch.tell(40, accepted(SHIFT.ended(40), 90));
    EpisodeStory noise = SHIFT.of(Kind.NOISE_CHANGE);
    watch.tell(50, accepted(noise.ended(50), 51));
    watch.passTo(120);

    assertThat(watch.publisher.published().getLast().subject())
        .isEqualTo("[RESOLVED] pump-7 temperature 51 C counts as normal now, before 61-78");
  }

  @Test
  void it_lasts_while_one_episode_does() {
    watch.tell(0, SHIFT.started(), spike("pump-7", "pressure", 0).started());
    watch.tell(9, SHIFT.ended(9));
    watch.passTo(120);

    assertThat(watch.changes()).containsExactly(Change.OPENED);
    assertThat(watch.incident("pump-7").orElseThrow().isResolved()).isFalse();
  }

  @Test
  void each_higher_severity_is_told_once_and_going_down_is_not() {
    watch.tell(0, SHIFT.started(80, Severity.MEDIUM));
    watch.passTo(1);
    watch.tell(2, SHIFT.escalated(2, 90, Severity.HIGH));
    watch.tell(3, SHIFT.escalated(2, 90, Severity.HIGH));
    watch.tell(4, SHIFT.escalated(4, 99, Severity.CRITICAL));
    watch.tell(5, spike("pump-7", "pressure", 5).started(85, Severity.MEDIUM));

    assertThat(watch.changes()).containsExactly(Change.OPENED, Change.ESCALATED, Change.ESCALATED);
  }

  @Test
  void what_is_low_for_an_hour_is_medium() {
    watch.tell(0, SHIFT.started(80, Severity.LOW));
    watch.passTo(1);
    watch.tell(61, spike("pump-7", "pressure", 61).of(Kind.DRIFT).started(80, Severity.LOW));

    assertThat(watch.publisher.published())
        .extracting(Alert::severity)
        .containsExactly(Severity.LOW, Severity.MEDIUM);
  }

  @Test
  void only_what_is_critical_and_unanswered_is_told_again_every_four_hours() {
    watch.tell(0, SHIFT.started(99, Severity.CRITICAL));
    watch.tell(0, spike("pump-8", "flow", 0).of(Kind.DRIFT).started(80, Severity.HIGH));
    watch.passTo(8 * 60 + 10);

    assertThat(watch.publisher.published())
        .filteredOn(alert -> alert.change() == Change.REMINDER)
        .hasSize(2)
        .allMatch(alert -> alert.about().device().equals("pump-7"));
  }

  @Test
  void a_rule_says_how_often_people_are_reminded() {
    var hourly =
        new Watch(
            new Policy() {
              @Override
              public Duration remind(SeriesKey series) {
                return Duration.ofHours(1);
              }
            },
            0);
    hourly.tell(0, SHIFT.started(99, Severity.CRITICAL));
    hourly.passTo(3 * 60 + 10);

    assertThat(hourly.changes())
        .containsExactly(Change.OPENED, Change.REMINDER, Change.REMINDER, Change.REMINDER);
  }

  @Test
  void what_comes_back_within_half_an_hour_is_the_same_incident() {
    watch.tell(0, SHIFT.started());
    watch.tell(10, SHIFT.ended(10));
    watch.passTo(20);
    String id = watch.incident("pump-7").orElseThrow().id();
    watch.tell(30, spike("pump-7", "temperature", 30).of(Kind.LEVEL_SHIFT).started());

    assertThat(watch.changes()).containsExactly(Change.OPENED, Change.RESOLVED, Change.REOPENED);
    assertThat(watch.incident("pump-7").orElseThrow().id()).isEqualTo(id);
  }

  @Test
  void what_comes_back_later_is_a_new_incident_that_knows_of_the_first() {
    watch.tell(0, SHIFT.started());
    watch.tell(10, SHIFT.ended(10));
    watch.passTo(60);
    String id = watch.incident("pump-7").orElseThrow().id();
    watch.tell(90, spike("pump-7", "temperature", 90).of(Kind.LEVEL_SHIFT).started());
    watch.passTo(91);

    assertThat(watch.incident("pump-7").orElseThrow().id()).isNotEqualTo(id);
    assertThat(watch.publisher.published().getLast().text())
        .contains("Before: once in the last 30 days, last 2026-11-25 12:00:00 UTC");
    assertThat(watch.store.recorded(id)).isPresent();
  }

  @Test
  void
      a_sensor_that_fires_every_seven_minutes_tells_three_alerts_and_then_is_silent_until_it_settles() {
    for (int start = 0; start < 600; start += 7) {
      EpisodeStory again =
          new EpisodeStory(SHIFT.series(), "Cel", Kind.LEVEL_SHIFT, SHIFT.usual(), start);
      watch.tell(start, again.started());
      watch.tell(start + 4, again.ended(start + 4));
    }
    watch.passTo(720);

    assertThat(watch.changes()).containsExactly(Change.OPENED, Change.FLAPPING, Change.RESOLVED);
    assertThat(watch.publisher.published().getLast().text())
        .contains("has been for an hour, after coming back 85 times");
  }

  @Test
  void a_single_reading_far_out_pages_nobody_and_the_third_in_a_day_is_a_notice_about_the_sensor() {
    for (int start : List.of(0, 100, 200, 300)) {
      EpisodeStory glitch = spike("pump-7", "temperature", start);
      watch.tell(start, glitch.started(85, Severity.MEDIUM));
      watch.tell(start + 25, glitch(glitch.ended(start + 25, 85, Severity.MEDIUM)));
    }
    watch.passTo(400);

    assertThat(watch.publisher.published())
        .singleElement()
        .satisfies(alert -> {
          assertThat(alert.change()).isEqualTo(Change.NOTICE);
          assertThat(alert.about().cause()).isEqualTo(Cause.DEVICE);
        });
  }

  @Test
  void what_was_over_long_before_it_arrived_pages_nobody() {
    EpisodeEvent event = SHIFT.started(99, Severity.CRITICAL);
    watch.tell(0, historic(event), historic(SHIFT.ended(9)));
    watch.passTo(60);

    assertThat(watch.changes()).isEmpty();
  }

  @Test
  void a_value_incident_of_a_series_that_falls_silent_is_not_resolved() {
    watch.tell(0, SHIFT.started());
    watch.tell(5, spike("pump-7", "temperature", 5).of(Kind.SILENT).started());
    watch.passTo(24 * 60);

    assertThat(watch.changes()).doesNotContain(Change.RESOLVED);
  }

  @Test
  void a_restart_in_the_middle_of_an_incident_repeats_nothing_and_still_tells_the_end() {
    watch.tell(0, SHIFT.started());
    watch.passTo(1);
    watch.tell(2, SHIFT.started());
    watch.tell(9, SHIFT.ended(9));
    watch.passTo(20);

    assertThat(watch.changes()).containsExactly(Change.OPENED, Change.RESOLVED);
  }

  @Test
  void what_a_mute_covers_is_not_told_and_what_outlives_it_is_told_when_it_ends() {
    var muted = new Watch(muting(minute(0), minute(30)), 0);
    muted.tell(0, SHIFT.started());
    muted.tell(5, SHIFT.ended(5));
    muted.tell(20, spike("pump-7", "temperature", 20).of(Kind.LEVEL_SHIFT).started());
    muted.passTo(29);
    assertThat(muted.changes()).isEmpty();

    muted.passTo(31);
    assertThat(muted.publisher.published())
        .singleElement()
        .satisfies(alert ->
            assertThat(alert.text())
                .contains(
                    "Muted: until 2026-11-25 12:30:00 UTC by ada, filter change; it hid 1 more of this group"));
  }

  @Test
  void a_mute_of_what_people_know_of_keeps_all_but_its_end_from_them() {
    var muted = new Watch(muting(minute(2), minute(30)), 0);
    muted.tell(0, SHIFT.started(88, Severity.MEDIUM));
    muted.tell(5, SHIFT.escalated(5, 140, Severity.CRITICAL));
    muted.passTo(29);
    assertThat(muted.changes()).containsExactly(Change.OPENED);

    muted.passTo(31);
    assertThat(muted.changes()).containsExactly(Change.OPENED, Change.ESCALATED);

    var ended = new Watch(muting(minute(2), minute(30)), 0);
    ended.tell(0, SHIFT.started());
    ended.tell(5, SHIFT.ended(5));
    ended.passTo(15);
    assertThat(ended.changes()).containsExactly(Change.OPENED, Change.RESOLVED);
  }

  @Test
  void the_mute_that_an_alert_offers_keeps_quiet_what_comes_back() {
    watch.tell(0, SHIFT.started());
    watch.tell(5, SHIFT.ended(5));
    watch.passTo(60);
    String text = watch.publisher.published().getFirst().text();
    String line = text.lines().filter(l -> l.startsWith("To mute it")).findFirst().orElseThrow();
    String mute =
        line.substring(line.indexOf('{'))
            .replace("\"author\":\"\"", "\"author\":\"ada\"")
            .replace("\"reason\":\"\"", "\"reason\":\"filter change\"");
    Rules rules = Rules.parse("{\"mutes\": [%s]}".formatted(mute).getBytes(UTF_8));
    var muted = new Watch(new RulesPolicy(() -> rules), 0);
    muted.tell(600, spike("pump-7", "temperature", 600).of(Kind.LEVEL_SHIFT).started());
    muted.passTo(630);

    assertThat(muted.changes()).isEmpty();
  }

  @Test
  void an_alert_tells_what_else_is_off_elsewhere() {
    watch.tell(0, SHIFT.started());
    watch.tell(1, spike("fan-1", "speed", 1).started(), spike("fan-2", "current", 1).started());
    watch.passTo(3);

    assertThat(watch.publisher.published().getLast().text())
        .contains("Elsewhere: ")
        .containsPattern("Elsewhere: .*pump-7");
  }

  @Test
  void an_event_of_a_mute_that_arrives_after_it_is_muted_by_its_own_time() {
    var muted = new Watch(muting(minute(0), minute(30)), 0);
    muted.tell(60, SHIFT.started(), SHIFT.ended(5));
    muted.passTo(120);

    assertThat(muted.changes()).isEmpty();
  }

  @Test
  void a_quiet_day_writes_nothing() {
    var counting = new CountingStore(watch.store);
    for (int round = 0; round < 1440; round++) {
      watch.timer(counting, watch.publisher).process(EpisodeStory.noPatience());
    }

    assertThat(counting.writes()).isZero();
  }

  private static Policy muting(Instant from, Instant until) {
    return new Policy() {
      @Override
      public Optional<Muted> muted(SeriesKey series, Instant at) {
        return at.isBefore(from) || !at.isBefore(until)
            ? Optional.empty()
            : Optional.of(new Muted(until, "ada", "filter change"));
      }
    };
  }

  private static EpisodeEvent accepted(EpisodeEvent e, double level) {
    return new EpisodeEvent(
        e.change(),
        e.series(),
        e.unit(),
        e.kind(),
        e.severity(),
        e.start(),
        e.at(),
        level,
        e.peak(),
        e.score(),
        e.grade(),
        e.usual(),
        e.alert(),
        e.why(),
        e.historic(),
        true,
        List.of(level, level - 1, level + 1, level, level));
  }

  static EpisodeEvent glitch(EpisodeEvent event) {
    return with(event, false, List.of(70.0, 70.0, 85.0, 70.0, 70.0, 70.0, 70.0, 70.0));
  }

  private static EpisodeEvent historic(EpisodeEvent event) {
    return with(event, true, event.recent());
  }

  private static EpisodeEvent with(EpisodeEvent e, boolean historic, List<Double> recent) {
    return new EpisodeEvent(
        e.change(),
        e.series(),
        e.unit(),
        e.kind(),
        e.severity(),
        e.start(),
        e.at(),
        e.value(),
        e.peak(),
        e.score(),
        e.grade(),
        e.usual(),
        e.alert(),
        e.why(),
        historic,
        false,
        recent);
  }
}
