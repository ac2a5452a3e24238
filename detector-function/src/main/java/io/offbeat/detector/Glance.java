package io.offbeat.detector;

import java.time.Instant;
import java.util.Optional;

/// What a sweep sees of a device without loading it.
///
/// @param device its name
/// @param due when the first of its series that still reports will be silent; empty when none is
///   watched
/// @param waiting how many events wait in its outbox
public record Glance(String device, Optional<Instant> due, int waiting) {
  /// Whether a sweep has something to do for it.
  ///
  /// @param watermark all that arrived before this instant is folded
  public boolean needs(Instant watermark) {
    return waiting > 0 || due.filter(limit -> limit.isBefore(watermark)).isPresent();
  }
}
