package io.offbeat.local.fleet;

import java.util.random.RandomGenerator;

/// Gaussian noise in which each value remembers the one before: `x' = memory x + sqrt(1 - memory^2)
/// sigma g`, so that its standard deviation is `sigma`.
///
/// Only [StrictMath], which gives the same bits on every machine.
final class Noise {
  private final RandomGenerator random;
  private final double sigma;
  private final double memory;
  private double value;

  /// @param sigma standard deviation, > 0
  /// @param memory correlation of neighbours, in [0, 1)
  Noise(RandomGenerator random, double sigma, double memory) {
    this.random = random;
    this.sigma = sigma;
    this.memory = memory;
    this.value = sigma * gaussian();
  }

  double next() {
    value = memory * value + StrictMath.sqrt(1 - memory * memory) * sigma * gaussian();
    return value;
  }

  /// Marsaglia's polar method (https://doi.org/10.1137/1006063).
  private double gaussian() {
    while (true) {
      double x = 2 * random.nextDouble() - 1;
      double y = 2 * random.nextDouble() - 1;
      double square = x * x + y * y;
      if (square > 0 && square < 1) {
        return x * StrictMath.sqrt(-2 * StrictMath.log(square) / square);
      }
    }
  }
}
