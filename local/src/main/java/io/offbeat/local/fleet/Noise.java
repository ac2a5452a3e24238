package io.offbeat.local.fleet;

import java.util.random.RandomGenerator;

/// Gaussian noise in which each value remembers the one before: `x' = memory x + sqrt(1 - memory^2)
/// sigma g`, so that its standard deviation is `sigma`.
final class Noise {
  private final Chances chances;
  private final double sigma;
  private final double memory;
  private double value;

  /// @param sigma standard deviation, > 0
  /// @param memory correlation of neighbours, in [0, 1)
  Noise(RandomGenerator random, double sigma, double memory) {
    this.chances = new Chances(random);
    this.sigma = sigma;
    this.memory = memory;
    this.value = sigma * chances.gaussian();
  }

  double next() {
    value = memory * value + StrictMath.sqrt(1 - memory * memory) * sigma * chances.gaussian();
    return value;
  }
}
