package io.offbeat.local.fleet;

import io.offbeat.model.Kind;
import io.offbeat.model.SeriesKey;
import java.time.Instant;

/// A fault that was injected.
///
/// @param series the series that is faulty
/// @param kind in what way
/// @param start event time of the first faulty reading
/// @param end event time of the last faulty reading
/// @param size by how many standard deviations of its noise the series is off; negative is low
public record Fault(SeriesKey series, Kind kind, Instant start, Instant end, double size) {
  public Fault {
    if (end.isBefore(start)) {
      throw new IllegalArgumentException(
          "fault ends before it starts: %s..%s".formatted(start, end));
    }
  }

  /// Whether a reading of the series at this time is faulty.
  public boolean covers(Instant at) {
    return !at.isBefore(start) && !at.isAfter(end);
  }
}
