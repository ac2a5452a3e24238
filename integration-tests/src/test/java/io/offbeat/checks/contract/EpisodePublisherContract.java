package io.offbeat.checks.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.offbeat.detector.EpisodePublisher;
import io.offbeat.model.EpisodeEvent;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What an [EpisodePublisher] promises.
interface EpisodePublisherContract {
  /// The publisher to a topic without a message.
  EpisodePublisher publisher();

  /// Takes what was published, in any order.
  ///
  /// @param count at least so many
  List<EpisodeEvent> published(int count);

  @Test
  default void an_event_is_published_whole() {
    EpisodeEvent event = Examples.started("Pumpe Süd #7 <a&b>");

    assertThat(publisher().publish(List.of(event))).isEmpty();

    assertThat(published(1)).containsExactly(event);
  }

  @Test
  default void more_events_than_one_call_takes_are_all_published() {
    List<EpisodeEvent> events = Examples.started(25);

    assertThat(publisher().publish(events)).isEmpty();

    assertThat(published(25)).containsExactlyInAnyOrderElementsOf(events);
  }

  @Test
  default void no_events_are_no_trouble() {
    assertThat(publisher().publish(List.of())).isEmpty();
  }
}
