package io.offbeat.detector;

import java.time.Instant;
import java.util.Collection;
import java.util.Set;

/// Puts heartbeats on the stream `readings`, as any device's readings.
public interface Heartbeats {
  /// Puts one reading of each device on every open shard.
  ///
  /// @param at event time of the readings
  /// @return the open shards
  /// @throws io.offbeat.lambda.TransientFailure when they are not known to be on all of them
  Set<String> put(Instant at, Collection<String> devices);
}
