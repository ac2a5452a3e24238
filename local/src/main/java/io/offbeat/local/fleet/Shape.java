package io.offbeat.local.fleet;

import java.util.Locale;
import java.util.function.DoubleSupplier;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;

/// How healthy series look, from well-behaved to what breaks naive detectors: a centre, which may
/// have a rhythm, and noise around it.
@SuppressWarnings("ImmutableEnumChecker") // its functions hold no state
public enum Shape {
  GAUSSIAN(1, flat(100), chances -> chances::gaussian),
  CORRELATED(1, flat(100), chances -> remembering(chances, 0.9)),
  RANDOM_WALK(1, flat(100), Shape::walking),
  LOG_NORMAL(2.2, flat(0), chances -> chances::logNormal),
  HEAVY_TAILS(1.7, flat(100), chances -> chances::student),
  RARE_EVENTS(0.55, flat(0), chances -> () -> chances.count(0.3)),
  COUNTS(7, flat(0), chances -> () -> chances.count(50)),
  BINARY(0.14, flat(0), chances -> () -> chances.happens(0.02) ? 1 : 0),
  CONSTANT(0.01, flat(21.5), _ -> () -> 0),
  DUTY_CYCLE(0.05, Shape::duty, chances -> () -> 0.05 * chances.gaussian()),
  DAILY(1, Shape::day, chances -> chances::gaussian),
  SQUARE_DAYS(1, Shape::shift, chances -> chances::gaussian),
  WORKING_WEEK(1, Shape::workingDays, chances -> chances::gaussian),
  SUMMER_TIME(1, Shape::dayThatMoves, chances -> chances::gaussian),
  QUANTISED(0.5, Shape::room, Shape::halfSteps),
  COUNTER(10, seconds -> seconds / 60, chances -> chances::even),
  CAPPED(1, flat(100), chances -> () -> -Math.abs(chances.gaussian())),
  TINY(1e-12, flat(1e-11), chances -> () -> 1e-12 * chances.gaussian()),
  HUGE(1e13, flat(1e15), chances -> () -> 1e13 * chances.gaussian()),
  GAPPY(1, flat(100), chances -> chances::gaussian),
  IRREGULAR(1, flat(100), chances -> chances::gaussian),
  BAD_START(1, flat(100), Shape::afterAnOutlier);

  private static final double HOUR = 3600;
  private static final double DAY_SECONDS = 24 * HOUR;

  private static final double STEP = 0.5;

  private final double deviation;
  private final DoubleUnaryOperator centre;
  private final Function<Chances, DoubleSupplier> noise;

  Shape(double deviation, DoubleUnaryOperator centre, Function<Chances, DoubleSupplier> noise) {
    this.deviation = deviation;
    this.centre = centre;
    this.noise = noise;
  }

  /// The name in words, lower case.
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /// Standard deviation of its noise from one reading to the next, > 0.
  double deviation() {
    return deviation;
  }

  /// Where its values lie so many seconds after midnight of a Monday.
  double centre(double seconds) {
    return centre.applyAsDouble(seconds);
  }

  /// The noise of a new series, one reading after the other.
  DoubleSupplier noise(Chances chances) {
    return noise.apply(chances);
  }

  /// Whether the hour tells something of the value.
  boolean hasRhythm() {
    return switch (this) {
      case DAILY, SQUARE_DAYS, WORKING_WEEK, SUMMER_TIME, QUANTISED -> true;
      default -> false;
    };
  }

  /// The share of readings that never come.
  double missing() {
    return this == GAPPY ? 0.1 : 0;
  }

  /// Whether it reports at any time, from a tenth to twice its cadence apart.
  boolean isIrregular() {
    return this == IRREGULAR;
  }

  private static DoubleUnaryOperator flat(double level) {
    return _ -> level;
  }

  private static DoubleSupplier remembering(Chances chances, double memory) {
    double fresh = StrictMath.sqrt(1 - memory * memory);
    var value = new double[] {chances.gaussian()};
    return () -> value[0] = memory * value[0] + fresh * chances.gaussian();
  }

  private static DoubleSupplier walking(Chances chances) {
    var value = new double[1];
    return () -> value[0] += chances.gaussian();
  }

  private static DoubleSupplier halfSteps(Chances chances) {
    return () -> STEP * StrictMath.rint(0.5 * chances.gaussian() / STEP);
  }

  private static DoubleSupplier afterAnOutlier(Chances chances) {
    var begun = new boolean[1];
    return () -> {
      boolean first = !begun[0];
      begun[0] = true;
      return first ? 1e6 : chances.gaussian();
    };
  }

  private static double day(double seconds) {
    return 100 - 10 * StrictMath.cos(2 * StrictMath.PI * seconds / DAY_SECONDS);
  }

  private static double dayThatMoves(double seconds) {
    return day(seconds < 27 * DAY_SECONDS ? seconds : seconds + HOUR);
  }

  /// Of a room's sensor that gives half degrees.
  private static double room(double seconds) {
    return STEP * StrictMath.rint((20 + 0.3 * (day(seconds) - 100)) / STEP);
  }

  /// From 8:20 to 18:40, edges that are on no hour.
  private static double shift(double seconds) {
    double hour = seconds % DAY_SECONDS / HOUR;
    return hour >= 8 + 1 / 3.0 && hour < 18 + 2 / 3.0 ? 120 : 100;
  }

  private static double workingDays(double seconds) {
    return seconds / DAY_SECONDS % 7 < 5 ? day(seconds) + 10 : 95;
  }

  /// Ten minutes on, fifty off.
  private static double duty(double seconds) {
    return seconds % HOUR < HOUR / 6 ? 5 : 1;
  }
}
