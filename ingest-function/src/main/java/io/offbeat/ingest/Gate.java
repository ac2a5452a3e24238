package io.offbeat.ingest;

import java.time.Duration;
import java.time.Instant;

/// Keeps the clock honest: no device can move its own baseline's time by a wrong clock.
final class Gate {
  /// How far a clock may run ahead of the arrival.
  static final Duration MAX_AHEAD = Duration.ofSeconds(10);

  /// No device was on a stream before this: an unset clock counts from 1970 or 2000.
  static final Instant EARLIEST = Instant.parse("2001-01-01T00:00:00Z");

  private Gate() {}

  /// Whether a device's clock can be right.
  static boolean isHonest(Instant at, Instant arrivedAt) {
    return !at.isBefore(EARLIEST) && !at.isAfter(arrivedAt.plus(MAX_AHEAD));
  }

  /// Whether a reading comes too late to be judged.
  ///
  /// @param lateness how old a reading may be and still be judged
  static boolean isTooOld(Instant at, Instant arrivedAt, Duration lateness) {
    return at.isBefore(arrivedAt.minus(lateness));
  }
}
