package io.offbeat.local;

import io.offbeat.detector.EpisodePublisher;
import io.offbeat.local.stream.LocalQueue;
import io.offbeat.model.EpisodeEvent;
import io.offbeat.model.wire.EpisodeEventCodec;
import java.time.InstantSource;
import java.util.List;

/// Publishes episode events straight to the queue that subscribes to them.
public final class QueueEpisodePublisher implements EpisodePublisher {
  private final LocalQueue queue;
  private final InstantSource clock;

  /// @param queue the alert function's queue
  /// @param clock tells when a message is sent
  public QueueEpisodePublisher(LocalQueue queue, InstantSource clock) {
    this.queue = queue;
    this.clock = clock;
  }

  @Override
  public List<EpisodeEvent> publish(List<EpisodeEvent> events) {
    for (EpisodeEvent event : events) {
      queue.send(EpisodeEventCodec.encode(event), clock.instant());
    }
    return List.of();
  }
}
