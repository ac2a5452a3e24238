package io.offbeat.local.cli;

import io.offbeat.local.Totals;

/// Says whether the functions' books are closed.
final class Accounts {
  private Accounts() {}

  /// One line.
  static String of(Totals totals) {
    long imbalance = totals.imbalance();
    return imbalance == 0
        ? "Accounts       balanced: everything that came in has its outcome"
        : "Accounts       NOT BALANCED: imbalance %d, which is a bug".formatted(imbalance);
  }
}
