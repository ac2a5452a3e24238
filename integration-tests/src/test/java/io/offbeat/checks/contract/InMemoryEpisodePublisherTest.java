package io.offbeat.checks.contract;

import io.offbeat.detector.EpisodePublisher;
import io.offbeat.detector.InMemoryEpisodePublisher;
import io.offbeat.model.EpisodeEvent;
import java.util.List;

class InMemoryEpisodePublisherTest implements EpisodePublisherContract {
  private final InMemoryEpisodePublisher publisher = new InMemoryEpisodePublisher();

  @Override
  public EpisodePublisher publisher() {
    return publisher;
  }

  @Override
  public List<EpisodeEvent> published(int count) {
    return publisher.events();
  }
}
