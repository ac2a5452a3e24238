package io.offbeat.detection;

import io.offbeat.model.Kind;
import io.offbeat.model.Range;
import io.offbeat.model.rules.JudgingRules;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The limits that rules set, whatever is usual.
final class Limits {
  /// Score outside the hard range: severity high, of itself.
  private static final double BREACH = 0.7;

  private Limits() {}

  /// Whether a value lies outside the hard range.
  static boolean isBroken(JudgingRules rules, double value) {
    Range hard = rules.hardRange();
    return rules.enabled() && hard != null && !hard.contains(value);
  }

  /// The judgement of a value outside the hard range.
  ///
  /// @param usual where healthy readings lie; null during warm-up
  /// @param alarm whether it may start an episode
  static Judgement breach(JudgingRules rules, @Nullable Range usual, boolean alarm) {
    Range healthy = usual == null ? closed(Objects.requireNonNull(rules.hardRange())) : usual;
    return new Judgement(BREACH, Verdict.ANOMALOUS, Kind.SPIKE, healthy, alarm);
  }

  /// The range with an open end closed at its other end: nothing more is known of it.
  private static Range closed(Range hard) {
    double low = hard.low() == -Double.MAX_VALUE ? hard.high() : hard.low();
    double high = hard.high() == Double.MAX_VALUE ? hard.low() : hard.high();
    return new Range(low, high);
  }

  /// Whether a value is on the side of the centre that does not matter, or too near to it.
  static boolean isWithin(JudgingRules rules, double value, double centre) {
    boolean indifferent =
        switch (rules.direction()) {
          case BOTH -> false;
          case ABOVE -> value < centre;
          case BELOW -> value > centre;
        };
    return indifferent || Math.abs(value - centre) < rules.minDeviation().around(centre);
  }
}
