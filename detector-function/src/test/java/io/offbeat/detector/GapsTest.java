package io.offbeat.detector;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GapsTest {
  private Gaps gaps = Gaps.NONE;

  @Test
  void a_series_that_was_never_regular_is_not_watched() {
    assertThat(gaps.silentAfter()).isEmpty();
    for (int i = 0; i < 8; i++) {
      come(Duration.ofMinutes(1 << i));
    }

    assertThat(gaps.silentAfter()).isEmpty();
  }

  @Test
  void a_series_of_minutes_is_silent_after_a_few() {
    come(20, Duration.ofMinutes(1));

    assertThat(gaps.silentAfter()).contains(Duration.ofSeconds(150));
  }

  @Test
  void a_batch_once_a_day_is_regular_by_its_days() {
    for (int day = 0; day < 15; day++) {
      come(3, Duration.ofSeconds(1));
      come(Duration.ofHours(24).plusMinutes(day % 3));
    }

    assertThat(gaps.silentAfter().orElseThrow())
        .isBetween(Duration.ofHours(34), Duration.ofHours(38));
  }

  @Test
  void one_outage_moves_the_limit_by_half_at_most_and_is_forgotten() {
    come(20, Duration.ofMinutes(1));
    come(Duration.ofHours(9));
    assertThat(gaps.silentAfter().orElseThrow()).isLessThan(Duration.ofSeconds(200));

    come(100, Duration.ofMinutes(1));

    assertThat(gaps.silentAfter().orElseThrow()).isLessThan(Duration.ofSeconds(160));
  }

  @Test
  void a_series_that_becomes_faster_is_known_again() {
    come(20, Duration.ofHours(1));
    come(500, Duration.ofSeconds(10));
    come(20_000, Duration.ofSeconds(10));

    assertThat(gaps.silentAfter().orElseThrow()).isLessThan(Duration.ofMinutes(2));
  }

  @Test
  void arrivals_at_random_are_hardly_ever_taken_for_silence() {
    var random = new Random(3);
    int silences = 0;
    for (int i = 0; i < 20_000; i++) {
      Duration gap = Duration.ofMillis((long) (-60_000 * Math.log(1 - random.nextDouble())));
      silences += gaps.silentAfter().filter(limit -> limit.compareTo(gap) < 0).isPresent() ? 1 : 0;
      come(gap);
    }

    assertThat(silences).as("seed 3").isLessThan(40);
  }

  private void come(Duration gap) {
    gaps = gaps.after(gap);
  }

  private void come(int times, Duration gap) {
    for (int i = 0; i < times; i++) {
      come(gap);
    }
  }
}
