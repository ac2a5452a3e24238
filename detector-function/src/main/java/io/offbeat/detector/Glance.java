package io.offbeat.detector;

import io.offbeat.model.Census;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What a sweep sees of a device without loading it.
///
/// @param device its name
/// @param due when a sweep has something to do for it, such as a series that will be silent; empty
///   when there is nothing to watch
/// @param waiting how many events wait in its outbox
/// @param lastArrival when its newest reading arrived
public record Glance(String device, Optional<Instant> due, int waiting, Instant lastArrival) {
  /// Whether one of its series has left its limit.
  ///
  /// @param watermark all that arrived before this instant is folded
  /// @param recovered when the fleet had last come back from silence: limits count from there
  public boolean isDue(Instant watermark, Instant recovered) {
    Duration later =
        recovered.isAfter(lastArrival) ? Duration.between(lastArrival, recovered) : Duration.ZERO;
    return due.filter(limit -> limit.plus(later).isBefore(watermark)).isPresent();
  }

  /// Whether a census at an instant counts the device: it reports, and is one of the users' own.
  public boolean countsAt(Instant at) {
    return !Reserved.isDevice(device) && !lastArrival.isBefore(at.minus(Census.RECENT));
  }
}
