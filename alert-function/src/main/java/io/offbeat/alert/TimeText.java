package io.offbeat.alert;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// Writes instants and durations as people read them.
final class TimeText {
  private static final DateTimeFormatter UTC =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private static final DateTimeFormatter LOCAL =
      DateTimeFormatter.ofPattern("EEE HH:mm", Locale.ROOT);

  private TimeText() {}

  /// As `2026-11-25 17:00:00 UTC`.
  static String of(Instant at) {
    return UTC.format(at);
  }

  /// As `2026-11-25 17:00:00 UTC (18:00 Europe/Berlin)`; the second only where it differs.
  static String of(Instant at, ZoneId zone) {
    return zone.getRules().getOffset(at).equals(ZoneOffset.UTC)
        ? of(at)
        : "%s (%s %s)".formatted(of(at), LOCAL.format(at.atZone(zone)), zone.getId());
  }

  /// The two largest parts: `45 s`, `3 min`, `2 h 5 min`, `3 d 4 h`. Seconds count up to 10 min.
  static String of(Duration duration) {
    long seconds = duration.toSeconds();
    if (seconds < 60) {
      return seconds + " s";
    }
    if (seconds < 600) {
      return parts(seconds, 60, " min", " s");
    }
    long minutes = duration.toMinutes();
    if (minutes < 60) {
      return minutes + " min";
    }
    return minutes < 24 * 60
        ? parts(minutes, 60, " h", " min")
        : parts(duration.toHours(), 24, " d", " h");
  }

  private static String parts(long count, long per, String large, String small) {
    String first = count / per + large;
    return count % per == 0 ? first : first + " " + count % per + small;
  }
}
