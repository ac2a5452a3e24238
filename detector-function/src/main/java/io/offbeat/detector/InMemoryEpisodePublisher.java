package io.offbeat.detector;

import io.offbeat.model.EpisodeEvent;
import java.util.ArrayList;
import java.util.List;

/// Episode events in memory, in the order of their publishing.
public final class InMemoryEpisodePublisher implements EpisodePublisher {
  private final List<EpisodeEvent> events = new ArrayList<>();

  @Override
  public synchronized List<EpisodeEvent> publish(List<EpisodeEvent> published) {
    events.addAll(published);
    return List.of();
  }

  /// All events that were published and not yet taken, oldest first.
  public synchronized List<EpisodeEvent> events() {
    return List.copyOf(events);
  }

  /// The same events, which are then taken.
  public synchronized List<EpisodeEvent> take() {
    List<EpisodeEvent> taken = List.copyOf(events);
    events.clear();
    return taken;
  }
}
