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
    return new Range(end(usual.low(), -first, anomalous), end(usual.high(), first, anomalous));
  }

  /// The last value before it turns, or the largest on this side when it never does.
  ///
  /// @param from where to begin
  /// @param first how far to look first, < 0 for downwards
  private static double end(double from, double first, DoublePredicate anomalous) {
    if (anomalous.test(from)) {
      return from;
    }
    double inside = 0;
    double outside = first;
    while (!anomalous.test(from + outside)) {
      if (Math.abs(outside) >= Baseline.LARGEST) {
        return Math.copySign(Baseline.LARGEST, first);
      }
      inside = outside;
      outside = 2 * outside;
    }
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (inside + outside) / 2;
      if (anomalous.test(from + middle)) {
        outside = middle;
      } else {
        inside = middle;
      }
    }
    return from + inside;
  }
}
