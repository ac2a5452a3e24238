package io.offbeat.local.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.offbeat.model.EpisodeEvent;
import io.offbeat.model.EpisodeEvent.Change;
import io.offbeat.model.Kind;
import io.offbeat.model.Range;
import io.offbeat.model.SeriesKey;
import io.offbeat.model.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class FindingsTest {
  private static final SeriesKey LOAD = new SeriesKey("pump-001", "load");
  private static final Instant NOON = Instant.parse("2026-03-10T12:00:00Z");
  private static final Fault SHIFT =
      new Fault(LOAD, Kind.LEVEL_SHIFT, NOON, NOON.plus(Duration.ofHours(3)), 4);

  private final Findings findings = new Findings(List.of(SHIFT));

  @Test
  void an_episode_in_time_finds_the_fault_and_tells_the_delay_in_readings() {
    findings.add(event(Change.STARTED, LOAD, minutes(10), minutes(10)));
    findings.add(event(Change.ENDED, LOAD, minutes(10), minutes(300)));

    assertThat(findings.of(Kind.LEVEL_SHIFT))
        .isEqualTo(new Findings.Found(1, 1, OptionalLong.of(2)));
    assertThat(findings.falseAlarms()).isZero();
  }

  @Test
  void an_episode_of_another_series_is_a_false_alarm() {
    findings.add(event(Change.STARTED, new SeriesKey("pump-002", "load"), NOON, NOON));

    assertThat(findings.of(Kind.LEVEL_SHIFT))
        .isEqualTo(new Findings.Found(1, 0, OptionalLong.empty()));
    assertThat(findings.falseAlarms()).isOne();
  }

  @Test
  void an_episode_that_ended_before_the_fault_is_a_false_alarm() {
    findings.add(event(Change.STARTED, LOAD, minutes(-60), minutes(-60)));
    findings.add(event(Change.ENDED, LOAD, minutes(-60), minutes(-5)));

    assertThat(findings.falseAlarms()).isOne();
    assertThat(findings.of(Kind.LEVEL_SHIFT).found()).isZero();
  }

  @Test
  void an_open_episode_that_escalates_in_the_fault_finds_it() {
    findings.add(event(Change.STARTED, LOAD, minutes(-60), minutes(-60)));
    findings.add(event(Change.ESCALATED, LOAD, minutes(-60), minutes(5)));

    assertThat(findings.of(Kind.LEVEL_SHIFT).medianDelay()).hasValue(1);
    assertThat(findings.falseAlarms()).isZero();
  }

  @Test
  void what_starts_more_than_an_hour_after_the_fault_is_a_false_alarm() {
    findings.add(event(Change.STARTED, LOAD, minutes(241), minutes(241)));

    assertThat(findings.falseAlarms()).isOne();
  }

  @Test
  void an_event_that_comes_twice_counts_once() {
    findings.add(event(Change.STARTED, LOAD, minutes(241), minutes(241)));
    findings.add(event(Change.STARTED, LOAD, minutes(241), minutes(241)));

    assertThat(findings.falseAlarms()).isOne();
    assertThat(findings.episodes()).isOne();
  }

  private static Instant minutes(int afterNoon) {
    return NOON.plus(Duration.ofMinutes(afterNoon));
  }

  private static EpisodeEvent event(Change change, SeriesKey series, Instant start, Instant at) {
    return new EpisodeEvent(
        change,
        series,
        "%",
        Kind.SPIKE,
        Severity.LOW,
        start,
        at,
        90,
        90,
        0.6,
        0.2,
        new Range(30, 60),
        new Range(20, 70),
        "",
        false,
        false,
        List.of());
  }
}
