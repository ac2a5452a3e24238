package io.offbeat.local.cli;

import java.time.Clock;
import java.time.Instant;

/// Tells when a record arrives that does not say so itself.
final class ArrivalClock {
  private final Kind kind;
  private final Clock wall;
  private Instant newest = Instant.MIN;

  /// Where the time comes from.
  enum Kind {
    /// The time of day.
    WALL,
    /// The newest event time so far: history is judged as if it were live.
    READINGS
  }

  ArrivalClock(Kind kind, Clock wall) {
    this.kind = kind;
    this.wall = wall;
  }

  /// Arrival time of a record. An event time after now is its device's mistake, and moves nothing.
  Instant arrivalOf(ReadingFacts facts) {
    Instant now = wall.instant();
    if (kind == Kind.WALL) {
      return now;
    }
    for (Instant at : facts.times()) {
      if (at.isAfter(newest) && !at.isAfter(now)) {
        newest = at;
      }
    }
    return newest.equals(Instant.MIN) ? now : newest;
  }
}
