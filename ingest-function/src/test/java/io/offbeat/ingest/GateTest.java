package io.offbeat.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.offbeat.model.rules.GateRules;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class GateTest {
  private static final Instant ARRIVED = Instant.parse("2026-11-25T17:00:00Z");

  @Test
  void a_clock_may_run_ten_seconds_ahead() {
    assertThat(Gate.isHonest(ARRIVED.plusSeconds(10), ARRIVED)).isTrue();
    assertThat(Gate.isHonest(ARRIVED.plusSeconds(10).plusNanos(1), ARRIVED)).isFalse();
    assertThat(Gate.isHonest(Instant.MAX, ARRIVED)).isFalse();
  }

  @Test
  void no_clock_stands_before_2001() {
    Instant start = Instant.parse("2001-01-01T00:00:00Z");

    assertThat(Gate.isHonest(start, ARRIVED)).isTrue();
    assertThat(Gate.isHonest(start.minusNanos(1), ARRIVED)).isFalse();
    assertThat(Gate.isHonest(Instant.MIN, ARRIVED)).isFalse();
  }

  @Test
  void a_reading_is_judged_for_14_days() {
    Instant oldest = ARRIVED.minus(Duration.ofDays(14));

    assertThat(Gate.isTooOld(oldest, ARRIVED, GateRules.LATENESS)).isFalse();
    assertThat(Gate.isTooOld(oldest.minusNanos(1), ARRIVED, GateRules.LATENESS)).isTrue();
  }
}
