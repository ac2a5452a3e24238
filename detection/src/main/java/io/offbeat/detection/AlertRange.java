package io.offbeat.detection;

import io.offbeat.model.Range;
import java.util.function.DoublePredicate;

/// Where the verdict turns: a reading's evidence adds up over many views, so the ends are sought,
/// by doubling the distance until a value is anomalous and then halving the doubt. About fifty
/// judgements, so it is asked for when an alarm is told and not for each reading.
final class AlertRange {
  /// Halvings of the doubt: an end is right to a millionth of its distance from the usual range.
  private static final int HALVINGS = 20;

  private AlertRange() {}

  /// The nearest values on both sides of a range from which on readings are anomalous.
  ///
  /// @param usual what it holds in any case
  /// @param anomalous whether a value would be
  static Range around(Range usual, DoublePredicate anomalous) {
    double first = Math.max(usual.high() - usual.low(), Baseline.LEAST_SCALE);
    double below = reach(first, by -> anomalous.test(usual.low() - by));
    double above = reach(first, by -> anomalous.test(usual.high() + by));
    return new Range(usual.low() - below, usual.high() + above);
  }

  /// How far one can go before it turns.
  private static double reach(double first, DoublePredicate turned) {
    if (turned.test(0)) {
      return 0;
    }
    double inside = 0;
    double outside = first;
    while (!turned.test(outside)) {
      if (outside >= Baseline.LARGEST) {
        return Baseline.LARGEST;
      }
      inside = outside;
      outside = 2 * outside;
    }
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (inside + outside) / 2;
      if (turned.test(middle)) {
        outside = middle;
      } else {
        inside = middle;
      }
    }
    return inside;
  }
}
