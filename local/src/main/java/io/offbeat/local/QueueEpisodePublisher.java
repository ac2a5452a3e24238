package io.offbeat.local;

import io.offbeat.detector.EpisodePublisher;
import io.offbeat.local.stream.QueueMapping;
import io.offbeat.model.EpisodeEvent;
import io.offbeat.model.wire.EpisodeEventCodec;
import java.util.List;

/// Publishes episode events straight to the queue that subscribes to them.
public final class QueueEpisodePublisher implements EpisodePublisher {
  private final QueueMapping queue;

  /// @param queue the alert function's queue
  public QueueEpisodePublisher(QueueMapping queue) {
    this.queue = queue;
  }

  @Override
  public List<EpisodeEvent> publish(List<EpisodeEvent> events) {
    for (EpisodeEvent event : events) {
      queue.send(EpisodeEventCodec.encode(event));
    }
    return List.of();
  }
}
