package io.offbeat.detection;

import static org.assertj.core.api.Assertions.assertThat;

import io.offbeat.model.Kind;
import io.offbeat.model.Range;
import io.offbeat.model.Severity;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EpisodeTest {
  private static final Instant START = Instant.parse("2026-11-25T17:00:00.123456789Z");
  private static final Range USUAL = new Range(-2.5, 3);
  private static final Range ALERT = new Range(-6, 6.5);

  private @Nullable Episode open;

  private Episode.Step step(Judgement judgement, double value) {
    Episode.Step step = Episode.next(open, judgement, START, value);
    open = step.open();
    return step;
  }

  private static Judgement anomalous(double score, Kind kind, boolean alarm) {
    return Judgement.anomalous(score, kind, "odd", USUAL, alarm ? ALERT : null);
  }

  private static Judgement normal() {
    return Judgement.normal(0.1, USUAL);
  }

  @Test
  void an_alarm_starts_an_episode() {
    Episode.Step step = step(anomalous(0.55, Kind.SPIKE, true), 9);

    assertThat(step)
        .isEqualTo(
            new Episode.Step.Started(
                new Episode(Kind.SPIKE, START, 9, 0.55, USUAL, ALERT, "odd", 0)));
  }

  @Test
  void an_anomalous_reading_without_alarm_starts_none() {
    assertThat(step(anomalous(0.55, Kind.SPIKE, false), 9)).isEqualTo(new Episode.Step.None());
    assertThat(step(normal(), 1)).isEqualTo(new Episode.Step.None());
  }

  @Test
  void the_fifth_normal_reading_in_a_row_ends_it() {
    step(anomalous(0.55, Kind.SPIKE, true), 9);
    for (int i = 1; i < Episode.HOLD; i++) {
      assertThat(step(normal(), 1)).isInstanceOf(Episode.Step.Ongoing.class);
    }

    assertThat(step(normal(), 1))
        .isEqualTo(
            new Episode.Step.Ended(
                new Episode(Kind.SPIKE, START, 9, 0.55, USUAL, ALERT, "odd", 5)));
    assertThat(open).isNull();
  }

  @Test
  void a_normal_reading_outside_the_usual_range_neither_ends_it_nor_keeps_it_open() {
    step(anomalous(0.55, Kind.SPIKE, true), 9);
    for (int i = 1; i < Episode.HOLD; i++) {
      step(normal(), 1);
    }

    for (int i = 0; i < 100; i++) {
      assertThat(step(normal(), 3.1)).isInstanceOf(Episode.Step.Ongoing.class);
    }
    assertThat(step(normal(), 3)).isInstanceOf(Episode.Step.Ended.class);
  }

  @Test
  void an_anomalous_reading_of_any_kind_keeps_it_open() {
    step(anomalous(0.55, Kind.SPIKE, true), 9);
    for (int i = 1; i < Episode.HOLD; i++) {
      step(normal(), 1);
    }

    Episode.Step step = step(anomalous(0.52, Kind.LEVEL_SHIFT, true), 7);

    assertThat(step)
        .isEqualTo(
            new Episode.Step.Ongoing(
                new Episode(Kind.SPIKE, START, 9, 0.55, USUAL, ALERT, "odd", 0)));
  }

  @Test
  void it_escalates_when_its_peak_reaches_a_higher_severity() {
    step(anomalous(0.55, Kind.SPIKE, true), 9);

    assertThat(step(anomalous(0.59, Kind.SPIKE, false), 10))
        .isInstanceOf(Episode.Step.Ongoing.class);
    assertThat(step(anomalous(0.61, Kind.SPIKE, false), 11))
        .isEqualTo(
            new Episode.Step.Escalated(
                new Episode(Kind.SPIKE, START, 11, 0.61, USUAL, ALERT, "odd", 0)));
    assertThat(step(anomalous(0.61, Kind.SPIKE, false), 12))
        .isInstanceOf(Episode.Step.Ongoing.class);
  }

  @Test
  void severity_is_by_the_score_of_the_peak() {
    assertThat(severity(0.5)).isEqualTo(Severity.LOW);
    assertThat(severity(0.6)).isEqualTo(Severity.MEDIUM);
    assertThat(severity(0.7)).isEqualTo(Severity.HIGH);
    assertThat(severity(0.8)).isEqualTo(Severity.CRITICAL);
  }

  private static Severity severity(double score) {
    return new Episode(Kind.SPIKE, START, 9, score, USUAL, ALERT, "odd", 0).severity();
  }

  @Test
  void it_survives_a_round_trip() throws IOException {
    var episode = new Episode(Kind.NOISE_CHANGE, START, -9.75, 0.61, USUAL, ALERT, "odd", 3);
    var bytes = new ByteArrayOutputStream();
    episode.encode(new DataOutputStream(bytes));

    var in = new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));

    assertThat(Episode.decode(in)).isEqualTo(episode);
    assertThat(in.available()).isZero();
  }
}
