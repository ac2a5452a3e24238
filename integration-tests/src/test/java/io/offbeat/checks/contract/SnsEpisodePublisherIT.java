package io.offbeat.checks.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.offbeat.checks.emulator.Emulator;
import io.offbeat.checks.emulator.Inbox;
import io.offbeat.checks.emulator.NeedsEmulator;
import io.offbeat.detector.EpisodePublisher;
import io.offbeat.detector.SnsEpisodePublisher;
import io.offbeat.lambda.TransientFailure;
import io.offbeat.model.EpisodeEvent;
import io.offbeat.model.wire.EpisodeEventCodec;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.model.Message;

@NeedsEmulator
class SnsEpisodePublisherIT implements EpisodePublisherContract {
  private final Emulator emulator = Emulator.get();
  private final String topic = emulator.topic();
  private final Inbox inbox = emulator.inbox(topic);

  @Override
  public EpisodePublisher publisher() {
    return new SnsEpisodePublisher(emulator.sns(), topic);
  }

  @Override
  public List<EpisodeEvent> published(int count) {
    return inbox.take(count).stream().map(Message::body).map(EpisodeEventCodec::decode).toList();
  }

  @Test
  void subscribers_can_filter_by_attributes() {
    publisher().publish(List.of(Examples.started("pump-7")));

    Message message = inbox.take(1).getFirst();

    assertThat(message.messageAttributes())
        .containsOnlyKeys("severity", "change", "kind", "device", "metric")
        .hasEntrySatisfying("kind", a -> assertThat(a.stringValue()).isEqualTo("spike"))
        .hasEntrySatisfying("device", a -> assertThat(a.stringValue()).isEqualTo("pump-7"));
  }

  @Test
  void events_that_are_refused_are_given_back_and_the_others_are_there() {
    List<EpisodeEvent> events = Examples.started(12);
    var refusing =
        new RefusingSns(
            emulator.sns(), text -> text.contains("\"pump-3\"") || text.contains("\"pump-11\""));

    List<EpisodeEvent> refused = new SnsEpisodePublisher(refusing, topic).publish(events);

    assertThat(refused).containsExactly(events.get(3), events.get(11));
    assertThat(published(10)).hasSize(10).doesNotContainAnyElementsOf(refused);
  }

  @Test
  void when_only_a_later_call_fails_its_events_are_given_back() {
    List<EpisodeEvent> events = Examples.started(25);
    var cutOff = new SnsEpisodePublisher(emulator.sns(Faults.cutOffAfter(1)), topic);

    List<EpisodeEvent> refused = cutOff.publish(events);

    assertThat(refused).isNotEmpty();
    var known = new HashSet<>(events);
    known.removeAll(refused);
    assertThat(published(known.size())).containsExactlyInAnyOrderElementsOf(known);
  }

  @Test
  void events_whose_first_answer_was_lost_are_there_at_least_once() {
    List<EpisodeEvent> events = Examples.started(3);

    assertThat(new SnsEpisodePublisher(emulator.sns(Faults.lostAnswers(1)), topic).publish(events))
        .isEmpty();

    assertThat(published(3)).containsAll(events);
  }

  @Test
  void when_nothing_gets_through_that_may_pass() {
    List<EpisodeEvent> events = Examples.started(12);
    var cutOff = new SnsEpisodePublisher(emulator.sns(Faults.cutOffAfter(0)), topic);
    var nowhere = new SnsEpisodePublisher(emulator.sns(), topic + "-not");

    assertThatThrownBy(() -> cutOff.publish(events)).isInstanceOf(TransientFailure.class);
    assertThatThrownBy(() -> nowhere.publish(events)).isInstanceOf(TransientFailure.class);
  }
}
