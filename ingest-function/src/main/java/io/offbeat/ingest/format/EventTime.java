package io.offbeat.ingest.format;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads event times: texts by RFC 3339, numbers by their magnitude.
///
/// A number below 1e11 is seconds since 1970 (until the year 5138), below 1e14 milliseconds (1e11
/// of them are in 1973), below 1e17 microseconds, else nanoseconds; so each unit's whole use today
/// is inside its range. Digits beyond nanoseconds are cut off.
public final class EventTime {
  private static final Pattern RFC_3339 =
      Pattern.compile(
          "(\\d{4})-(\\d\\d)-(\\d\\d)[Tt ](\\d\\d):(\\d\\d):(\\d\\d)(?:\\.(\\d{1,1000}))?"
              + "(?:[Zz]|([+-])(\\d\\d):(\\d\\d))");

  private static final BigDecimal SECONDS_BELOW = new BigDecimal("1e11");
  private static final BigDecimal MILLIS_BELOW = new BigDecimal("1e14");
  private static final BigDecimal MICROS_BELOW = new BigDecimal("1e17");
  private static final BigDecimal FURTHEST = new BigDecimal("1e20");
  private static final BigDecimal LEAST = new BigDecimal("1e-9");

  private static final long NANOS_PER_SECOND = 1_000_000_000;

  private EventTime() {}

  /// The instant of a text with date, time and offset; empty when it is something else.
  public static Optional<Instant> of(String text) {
    return UtcText.holds(text) ? Optional.of(UtcText.instant(text)) : byPattern(text);
  }

  private static Optional<Instant> byPattern(String text) {
    Matcher m = RFC_3339.matcher(text);
    if (!m.matches()) {
      return Optional.empty();
    }
    try {
      int second = number(m, 6);
      boolean leap = second == 60; // RFC 3339 allows a leap second; it is the next minute's first
      LocalDateTime local =
          LocalDateTime.of(
              number(m, 1),
              number(m, 2),
              number(m, 3),
              number(m, 4),
              number(m, 5),
              leap ? 59 : second,
              nanos(m.group(7)));
      return Optional.of(local.toInstant(offset(m)).plusSeconds(leap ? 1 : 0));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static int number(Matcher m, int group) {
    return Integer.parseInt(m.group(group));
  }

  private static int nanos(String fraction) {
    return fraction == null ? 0 : Integer.parseInt((fraction + "00000000").substring(0, 9));
  }

  private static ZoneOffset offset(Matcher m) {
    if (m.group(8) == null) {
      return ZoneOffset.UTC;
    }
    int sign = m.group(8).equals("-") ? -1 : 1;
    return ZoneOffset.ofHoursMinutes(sign * number(m, 9), sign * number(m, 10));
  }

  /// The instant of a whole number.
  public static Instant of(long number) {
    long size = number == Long.MIN_VALUE ? Long.MAX_VALUE : Math.abs(number);
    if (size < 100_000_000_000L) {
      return at(number, 1);
    }
    if (size < 100_000_000_000_000L) {
      return at(number, 1_000);
    }
    return size < 100_000_000_000_000_000L ? at(number, 1_000_000) : at(number, NANOS_PER_SECOND);
  }

  private static Instant at(long number, long perSecond) {
    return Instant.ofEpochSecond(
        Math.floorDiv(number, perSecond),
        Math.floorMod(number, perSecond) * (NANOS_PER_SECOND / perSecond));
  }

  /// The instant of a number of seconds.
  static Instant seconds(BigDecimal number) {
    return number.abs().compareTo(SECONDS_BELOW) < 0
        ? of(number)
        : number.signum() > 0 ? Instant.MAX : Instant.MIN;
  }

  /// The instant of a number of milliseconds.
  static Instant millis(long number) {
    return at(number, 1_000);
  }

  /// The instant of a number of microseconds.
  static Instant micros(long number) {
    return at(number, 1_000_000);
  }

  /// The instant of a number of nanoseconds.
  static Instant nanos(long number) {
    return at(number, NANOS_PER_SECOND);
  }

  /// The instant of any number; one beyond the year 5138 in nanoseconds too is the furthest
  /// instant, which the gate refuses.
  public static Instant of(BigDecimal number) {
    BigDecimal size = number.abs();
    if (size.compareTo(LEAST) < 0) {
      return Instant.EPOCH;
    }
    int decimals =
        size.compareTo(SECONDS_BELOW) < 0
            ? 0
            : size.compareTo(MILLIS_BELOW) < 0 ? 3 : size.compareTo(MICROS_BELOW) < 0 ? 6 : 9;
    if (size.compareTo(FURTHEST) >= 0) {
      return number.signum() > 0 ? Instant.MAX : Instant.MIN;
    }
    BigDecimal nanos = number.scaleByPowerOfTen(9 - decimals).setScale(0, RoundingMode.FLOOR);
    BigDecimal[] parts = nanos.divideAndRemainder(BigDecimal.valueOf(NANOS_PER_SECOND));
    return Instant.ofEpochSecond(parts[0].longValueExact(), parts[1].longValueExact());
  }
}
