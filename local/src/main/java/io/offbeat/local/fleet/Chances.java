package io.offbeat.local.fleet;

import java.util.random.RandomGenerator;

/// Draws from distributions.
///
/// Only [StrictMath], which gives the same bits on every machine.
final class Chances {
  private final RandomGenerator random;

  Chances(RandomGenerator random) {
    this.random = random;
  }

  /// Whether what has this probability happens.
  boolean happens(double probability) {
    return random.nextDouble() < probability;
  }

  /// In [0, 1), each as likely.
  double even() {
    return random.nextDouble();
  }

  /// Of mean 0 and deviation 1, by Marsaglia's polar method (https://doi.org/10.1137/1006063).
  double gaussian() {
    while (true) {
      double x = 2 * random.nextDouble() - 1;
      double y = 2 * random.nextDouble() - 1;
      double square = x * x + y * y;
      if (square > 0 && square < 1) {
        return x * StrictMath.sqrt(-2 * StrictMath.log(square) / square);
      }
    }
  }

  /// What `e` is raised to is Gaussian: median 1, and a long tail upwards.
  double logNormal() {
    return StrictMath.exp(gaussian());
  }

  /// Student's distribution of three degrees of freedom: mean 0, deviation 1.73, long tails.
  double student() {
    double squares = 0;
    for (int degree = 0; degree < 3; degree++) {
      double each = gaussian();
      squares += each * each;
    }
    return gaussian() / StrictMath.sqrt(squares / 3);
  }

  /// How often what happens so many times on average happens: Poisson, by Knuth's product.
  int count(double mean) {
    double least = StrictMath.exp(-mean);
    int count = 0;
    for (double product = even(); product > least; product *= even()) {
      count++;
    }
    return count;
  }
}
