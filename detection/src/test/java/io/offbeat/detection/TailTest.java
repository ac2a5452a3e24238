package io.offbeat.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/// Numbers worked out by hand from the formulas of the class.
class TailTest {
  private static final double NO_FLOOR = 1e-12;

  private final Tail tail = Tail.ofScale(1);

  private void learn(int times, double distance) {
    for (int i = 0; i < times; i++) {
      tail.learn(distance, NO_FLOOR, Tail.WHOLE);
    }
  }

  private double surprise(double distance) {
    return tail.surprise(distance, NO_FLOOR);
  }

  @Test
  void a_young_tail_is_never_surprised() {
    learn(29, 1);
    assertThat(surprise(1000)).isZero();

    learn(1, 1);
    assertThat(surprise(1000)).isPositive();
  }

  /// Below the tail: of 400 counts, 40 are above and half of the 360 in the own bin: `-log10((40 +
  /// 180) / 400)`.
  @Test
  void what_is_usual_surprises_by_its_share() {
    learn(90, 1);
    learn(10, 8);

    assertThat(surprise(1)).isCloseTo(-Math.log10(220 / 400.0), within(1e-12));
  }

  /// The tail is the 40 counts at 8, the first bin of the tail. Hill's slope is `(40 / 4 + 20) /
  /// (40 * 0.34657 * 0.5 / 4 + 20 / 3) = 30 / 8.39953 = 3.57163`; the chance of 32 is `(40 + 2) /
  /// (400 + 4) * 4^-3.57163 = 0.10396 / 141.36 = 0.00073543`.
  @Test
  void what_is_beyond_is_extrapolated_by_hills_slope() {
    learn(90, 1);
    learn(10, 8);

    assertThat(surprise(32)).isCloseTo(-Math.log10(0.00073543), within(1e-3));
  }

  /// Without a tail it is bin 1, from `2^-3.5` on, and the prior's slope: `2 / (400 + 4) * (2^0 /
  /// 2^-3.5)^-3 = 2 / 404 * 2^-10.5`.
  @Test
  void a_constant_series_has_the_slope_of_the_prior() {
    learn(100, 0);

    assertThat(surprise(1)).isCloseTo(-Math.log10(2 / 404.0 * Math.pow(2, -10.5)), within(1e-12));
  }

  @Test
  void what_was_seen_is_at_least_half_as_likely_as_its_share() {
    learn(90, 1);
    learn(10, 4000);

    assertThat(surprise(4000)).isLessThanOrEqualTo(-Math.log10(0.5 * 20 / 400));
  }

  @Test
  void a_surprise_never_exceeds_the_most() {
    learn(10_000, 0);

    assertThat(surprise(1e300)).isEqualTo(Tail.MOST);
    assertThat(surprise(0)).isBetween(0.0, 0.4);
  }

  /// The mean of the first seven as they are, then each cut at 2.5 scales: after seven times 1, `1
  /// + (2.5 - 1) / 8`.
  @Test
  void the_scale_follows_an_outlier_no_further_than_the_cut() {
    var adaptive = Tail.adaptive();
    for (int i = 0; i < 7; i++) {
      adaptive.learn(1, NO_FLOOR, Tail.WHOLE);
    }
    adaptive.learn(1e9, NO_FLOOR, Tail.WHOLE);

    assertThat(adaptive.scale(NO_FLOOR)).isEqualTo(1.1875);
  }

  @Test
  void the_scale_is_at_least_the_floor() {
    assertThat(Tail.adaptive().scale(0.5)).isEqualTo(0.5);
  }

  /// The top 10 % lie in the bin of 8, from 8 to `8 * 2^0.5`: half of it is the top 5 %.
  @Test
  void a_quantile_is_read_off_the_histogram() {
    learn(90, 1);
    learn(10, 8);

    assertThat(tail.quantile(0.05, NO_FLOOR)).isCloseTo(8 * Math.pow(2, 0.25), within(1e-12));
    assertThat(Tail.ofScale(1).quantile(0.05, NO_FLOOR)).isZero();
  }

  @Test
  void old_distances_fade() {
    learn(16_000, 8);
    learn(60_000, 1);

    assertThat(surprise(8)).isGreaterThan(1);
  }
}
