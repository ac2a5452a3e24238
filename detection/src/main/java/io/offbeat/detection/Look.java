package io.offbeat.detection;

import io.offbeat.model.Kind;
import io.offbeat.model.Range;
import io.offbeat.model.rules.JudgingRules;
import java.time.Instant;

/// A reading as a baseline sees it, and what its state would be with it.
///
/// @param at its event time
/// @param value its value, bounded
/// @param late whether it is older than the newest learned
/// @param readings how many were learned before it
/// @param age seconds since the first of them
/// @param level the slow level before it
/// @param step the finest step with it
/// @param floor the smallest scale that means anything
/// @param mid the smoothed level with it
/// @param burst the recent surprises with it
/// @param cadence the cadence with it
/// @param pace the pace with it
/// @param run the run with it
/// @param longestRun the longest run before it
/// @param repeating whether it makes the series stuck
/// @param racing whether it makes it a burst
/// @param usualPace the pace before it, in seconds
/// @param surprises how surprising it is
/// @param novelty how novel it is
/// @param views the views with it
/// @param beyond how far outside all that was seen, in spans; negative below, 0 inside
/// @param hour how it looks to the rhythm
/// @param outliers the outliers with it
/// @param far how far from normal it is by these
/// @param usual the usual range before it
@SuppressWarnings("ArrayRecordComponent") // never compared: views are lent for one reading
record Look(
    Instant at,
    double value,
    boolean late,
    int readings,
    long age,
    double level,
    float step,
    double floor,
    double mid,
    double burst,
    Cadence cadence,
    Pace pace,
    Run run,
    int longestRun,
    boolean repeating,
    boolean racing,
    float usualPace,
    Surprises surprises,
    double novelty,
    double[] views,
    double beyond,
    Rhythm.Look hour,
    Outliers outliers,
    double far,
    Range usual) {

  /// A level that a mean of 20 readings has followed this far has crept: a jump leaves it behind.
  private static final double CREPT = 0.65;

  /// Novelty 0.2 spans outside is 2.4 in the distance's unit, as if it were 240 times as rare.
  static final double NOVELTY = 4.75;

  /// The share of its novelty that a series does without while nothing is known of it: what a young
  /// series does for the first time is mostly what it will do every day or week.
  private static final double MODESTY = 0.9;

  /// A series is young for this many readings and this many seconds: a week, which has a weekend.
  private static final double YOUNG_READINGS = 2000;

  private static final double YOUNG_SECONDS = 7 * 86_400;

  /// How far from normal its value is, >= 0.
  double valueDistance() {
    return Math.max(far, rare());
  }

  /// The part that rarity and novelty have in it.
  private double rare() {
    double distance = surprises.together() + NOVELTY * trust() * novelty + cadence.correction();
    return readings < Baseline.WARM_UP ? 0 : Math.max(0, distance);
  }

  /// How much of its novelty counts, from 0.1 in a new series to 1.
  private double trust() {
    double known = Math.min(readings / YOUNG_READINGS, age / YOUNG_SECONDS);
    return 1 - MODESTY * Math.max(0, 1 - known);
  }

  /// `f`: how far from normal it is, >= 0.
  double distance() {
    double distance = valueDistance();
    return readings >= Baseline.WARM_UP && (repeating || racing)
        ? Math.max(distance, Baseline.THRESHOLD)
        : distance;
  }

  Kind kind() {
    if (valueDistance() < Baseline.THRESHOLD && (repeating || racing)) {
      return repeating ? Kind.STUCK : Kind.BURST;
    }
    if (far > rare()) {
      return Kind.SPIKE;
    }
    Kind kind = surprises.kind();
    return kind == Kind.LEVEL_SHIFT && hasCrept() ? Kind.DRIFT : kind;
  }

  private boolean hasCrept() {
    double moved = mid - level;
    return moved != 0 && (Novelty.steady(views) - level) / moved > CREPT;
  }

  /// Whether the rules let this be an anomaly of a kind.
  boolean counts(Kind kind, JudgingRules rules) {
    if (!rules.counts(kind)) {
      return false;
    }
    if (kind == Kind.STUCK || kind == Kind.BURST) {
      return true;
    }
    double centre = kind == Kind.OFF_RHYTHM ? hour.centre() : level;
    boolean moved = kind == Kind.LEVEL_SHIFT || kind == Kind.DRIFT;
    double deviation = (moved ? mid : value) - centre;
    boolean side =
        switch (rules.direction()) {
          case BOTH -> true;
          case ABOVE -> deviation > 0;
          case BELOW -> deviation < 0;
        };
    return side && Math.abs(deviation) >= rules.minDeviation().around(level);
  }

  /// What is odd, in a sentence.
  String why(Kind kind, double scale) {
    return switch (kind) {
      case SPIKE, SILENT, FAULTY ->
          beyond == 0 || far > rare()
              ? Why.far(value, centre(), Math.abs(value - centre()) / scale)
              : Why.record(beyond > 0, age, Math.abs(beyond));
      case LEVEL_SHIFT -> Why.moved(level, mid);
      case DRIFT -> Why.crept(level, mid);
      case NOISE_CHANGE -> Why.restless(Math.abs(value - level), scale);
      case OFF_RHYTHM -> Why.offRhythm(value, hour.centre());
      case STUCK -> Why.stuck(value, run.length(), longestRun);
      case BURST -> Why.burst(pace.seconds(), usualPace);
    };
  }

  private double centre() {
    return surprises.hourPoint() > surprises.point() ? hour.centre() : level;
  }
}
