package io.offbeat.model.rules;

import java.time.Duration;

/// Readings judged as one value a window, not one by one.
///
/// @param every the windows' length, 1 minute to 1 hour; they begin at multiples of it since 1970
/// @param aggregate what becomes of a window's readings
public record Window(Duration every, Aggregate aggregate) {
  /// Shortest window.
  public static final Duration MIN = Duration.ofMinutes(1);

  /// Longest window.
  public static final Duration MAX = Duration.ofHours(1);

  public Window {
    if (every.compareTo(MIN) < 0 || every.compareTo(MAX) > 0) {
      throw new IllegalArgumentException("a window lasts 1 minute to 1 hour, not " + every);
    }
  }
}
