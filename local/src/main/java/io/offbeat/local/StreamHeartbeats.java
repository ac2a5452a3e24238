package io.offbeat.local;

import io.offbeat.detector.Heartbeat;
import io.offbeat.detector.Heartbeats;
import io.offbeat.local.stream.ShardedStream;
import java.time.Instant;
import java.util.Collection;
import java.util.Set;

/// Heartbeats on a local stream.
final class StreamHeartbeats implements Heartbeats {
  private final ShardedStream stream;

  StreamHeartbeats(ShardedStream stream) {
    this.stream = stream;
  }

  @Override
  public Set<String> put(Instant at, Collection<String> devices) {
    return stream.putOnEach("offbeat.heartbeat", at, Heartbeat.record(at, devices));
  }
}
