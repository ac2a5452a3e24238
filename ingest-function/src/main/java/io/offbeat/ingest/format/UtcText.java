package io.offbeat.ingest.format;

import java.time.Instant;
import java.time.LocalDate;

/// The one shape in which nearly every producer writes a time, `2026-11-25T17:00:00.123Z` with up
/// to nine decimals, read without a pattern: the hot path of the whole-handler benchmark.
final class UtcText {
  private static final String SHAPE = "0000-00-00T00:00:00";
  private static final int SECONDS_PER_DAY = 86_400;
  private static final int LAST_DAY_OF_ANY_MONTH = 28;

  private UtcText() {}

  /// Whether a text has this shape and surely tells a time; one that does not may still tell one.
  static boolean holds(String text) {
    int end = text.length() - 1;
    if (end < SHAPE.length() || end > SHAPE.length() + 10 || text.charAt(end) != 'Z') {
      return false;
    }
    for (int i = 0; i < SHAPE.length(); i++) {
      char c = text.charAt(i);
      if (SHAPE.charAt(i) == '0' ? !isDigit(c) : c != SHAPE.charAt(i)) {
        return false;
      }
    }
    return isFraction(text, end) && isClock(text);
  }

  private static boolean isFraction(String text, int end) {
    if (end == SHAPE.length()) {
      return true;
    }
    for (int i = SHAPE.length() + 1; i < end; i++) {
      if (!isDigit(text.charAt(i))) {
        return false;
      }
    }
    return text.charAt(SHAPE.length()) == '.' && end > SHAPE.length() + 1;
  }

  private static boolean isClock(String text) {
    int month = two(text, 5);
    int day = two(text, 8);
    boolean date =
        month >= 1
            && month <= 12
            && day >= 1
            && (day <= LAST_DAY_OF_ANY_MONTH
                || (day <= 31 && day <= LocalDate.of(year(text), month, 1).lengthOfMonth()));
    return date && two(text, 11) < 24 && two(text, 14) < 60 && two(text, 17) < 60;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /// The instant of a text of this shape.
  static Instant instant(String text) {
    long day = LocalDate.of(year(text), two(text, 5), two(text, 8)).toEpochDay();
    int second = two(text, 11) * 3_600 + two(text, 14) * 60 + two(text, 17);
    return Instant.ofEpochSecond(day * SECONDS_PER_DAY + second, nanos(text));
  }

  private static int nanos(String text) {
    int end = text.length() - 1;
    int nanos = 0;
    for (int i = 0; i < 9; i++) {
      int at = SHAPE.length() + 1 + i;
      nanos = nanos * 10 + (at < end ? text.charAt(at) - '0' : 0);
    }
    return nanos;
  }

  private static int year(String text) {
    return two(text, 0) * 100 + two(text, 2);
  }

  private static int two(String text, int at) {
    return (text.charAt(at) - '0') * 10 + text.charAt(at + 1) - '0';
  }
}
