package io.offbeat.detection;

import java.math.BigDecimal;
import java.math.MathContext;

/// The sentences that tell an engineer what is odd.
final class Why {
  private static final MathContext DIGITS = new MathContext(4);
  private static final MathContext ROUGH = new MathContext(2);
  private static final long DAY = 86_400;
  private static final long HOUR = 3_600;

  private Why() {}

  /// Outside all that was seen.
  ///
  /// @param seconds for how long the series has been seen
  /// @param spans by how much it is outside, in spans of what was seen
  static String record(boolean high, long seconds, double spans) {
    return "%s in %s, by %s of its span"
        .formatted(high ? "highest" : "lowest", age(seconds), rough(spans));
  }

  static String far(double value, double centre, double times) {
    return "%s is %s the usual %s, %s times its usual distance"
        .formatted(number(value), side(value, centre), number(centre), rough(times));
  }

  static String moved(double from, double to) {
    return "its level moved %s from %s to %s".formatted(way(from, to), number(from), number(to));
  }

  static String crept(double from, double to) {
    return "its level crept %s from %s to %s".formatted(way(from, to), number(from), number(to));
  }

  static String restless(double distance, double usual) {
    return distance >= usual
        ? "more restless than ever before"
        : "its last readings together are odder than ever before";
  }

  static String offRhythm(double value, double centre) {
    return "%s would be usual at another time; now it is %s"
        .formatted(number(value), number(centre));
  }

  static String stuck(double value, int times, int longest) {
    return "%s for %d readings in a row; %d was the most before"
        .formatted(number(value), times, longest);
  }

  static String burst(double seconds, double usual) {
    return "a reading each %s s instead of each %s s".formatted(rough(seconds), rough(usual));
  }

  static String outsideLimits(double value) {
    return "%s is outside its hard limits".formatted(number(value));
  }

  private static String side(double value, double centre) {
    return value >= centre ? "above" : "below";
  }

  private static String way(double from, double to) {
    return to >= from ? "up" : "down";
  }

  private static String age(long seconds) {
    return seconds >= 2 * DAY
        ? seconds / DAY + " days"
        : Math.max(1, seconds / HOUR) + (seconds < 2 * HOUR ? " hour" : " hours");
  }

  private static String number(double value) {
    return text(value, DIGITS);
  }

  private static String rough(double value) {
    return text(value, ROUGH);
  }

  private static String text(double value, MathContext digits) {
    BigDecimal rounded = BigDecimal.valueOf(value).round(digits).stripTrailingZeros();
    double size = Math.abs(value);
    return size == 0 || (size >= 1e-4 && size < 1e9) ? rounded.toPlainString() : rounded.toString();
  }
}
