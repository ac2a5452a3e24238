package io.offbeat.local.storm;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/// The table of devices answers nothing for half an hour, while readings go on coming.
class OutageTest {
  private static final Duration OUTAGE = Duration.ofMinutes(30);

  /// Each sends two readings every five seconds: 720 in the outage. At night a million wait:
  /// `-Doffbeat.backlog=1000000`.
  private static final int BACKLOG = Integer.getInteger("offbeat.backlog", 30_000);

  private static final int DEVICES = Math.ceilDiv(BACKLOG, 720);

  @Test
  void half_an_hours_backlog_is_judged_as_if_nothing_had_been_and_makes_no_silence() {
    Outcome outcome = StormRun.of(Plan.outage(OUTAGE, DEVICES));

    assertThat(outcome.broken()).isEmpty();
    assertThat(outcome.readings()).isGreaterThan(BACKLOG);
    assertThat(Outcome.p50(outcome.toEpisode())).isGreaterThan(Duration.ofMinutes(5));
    assertThat(outcome.silences()).isZero();
    assertThat(outcome.episodes()).isGreaterThan(2L * DEVICES);
    assertThat(outcome.alerts()).isPositive();
  }
}
