package io.offbeat.local.fleet;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// One metric of one device, one value after the other.
final class SimulatedSeries {
  /// Devices differ by up to this share in level and rhythm, and by these hours in their day.
  private static final double VARIETY = 0.2;

  private static final double HOURS_APART = 3;

  private static final double DAY = Duration.ofDays(1).toSeconds();
  private static final double WEEK = Duration.ofDays(7).toSeconds();

  private final Metric metric;
  private final Noise noise;
  private final double variety;
  private final double phase;
  private final double resolution;

  SimulatedSeries(Metric metric, RandomGenerator random) {
    this.metric = metric;
    this.variety = 1 + VARIETY * (2 * random.nextDouble() - 1);
    this.phase = HOURS_APART * Duration.ofHours(1).toSeconds() * random.nextDouble();
    this.noise = new Noise(random, metric.sigma(), metric.memory());
    this.resolution = StrictMath.pow(10, metric.decimals());
  }

  /// The next value.
  ///
  /// @param seconds time since the fleet's first reading
  /// @param fault by how many standard deviations of its noise the series is off
  double next(double seconds, double fault) {
    double rhythm =
        metric.daily() * wave(seconds - phase, DAY) + metric.weekly() * wave(seconds - phase, WEEK);
    double usual = variety * (metric.level() + rhythm) + metric.drift() * seconds / DAY;
    double value = usual + noise.next() + fault * metric.sigma();
    return StrictMath.rint(value * resolution) / resolution;
  }

  /// -1 where the period begins, 1 in its middle.
  private static double wave(double seconds, double period) {
    return -StrictMath.cos(2 * StrictMath.PI * seconds / period);
  }
}
