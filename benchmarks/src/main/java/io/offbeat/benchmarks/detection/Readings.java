package io.offbeat.benchmarks.detection;

import java.time.Instant;
import java.util.SplittableRandom;

/// One week of a series of five minute readings with a daily rhythm and noise, over and over: what
/// both detectors are given.
final class Readings {
  private static final int WEEK = 2_016;
  private static final int DAY = 288;
  private static final long CADENCE = 300;
  private static final double LEVEL = 48;
  private static final double SWING = 6;

  private final double[] values = new double[WEEK];
  private long next;

  Readings() {
    var random = new SplittableRandom(1);
    for (int i = 0; i < WEEK; i++) {
      double angle = 2 * Math.PI * i / DAY;
      values[i] = LEVEL + SWING * Math.sin(angle) + random.nextGaussian();
    }
  }

  double value() {
    return values[(int) (next % WEEK)];
  }

  Instant at() {
    return Instant.ofEpochSecond(CADENCE * next);
  }

  void advance() {
    next++;
  }
}
