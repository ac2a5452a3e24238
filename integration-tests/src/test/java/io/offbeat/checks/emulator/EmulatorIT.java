package io.offbeat.checks.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.model.Message;

@NeedsEmulator
class EmulatorIT {
  private final Emulator emulator = Emulator.get();

  @Test
  void what_a_topic_is_told_arrives_raw_in_the_inbox() {
    String topic = emulator.topic();
    Inbox inbox = emulator.inbox(topic);

    emulator.sns().publish(p -> p.topicArn(topic).message("hello"));

    assertThat(inbox.take(1)).extracting(Message::body).containsExactly("hello");
    assertThat(inbox.takeAll()).isEmpty();
  }

  @Test
  void streams_have_the_shards_that_were_asked_for() {
    String stream = emulator.stream(3);

    assertThat(emulator.kinesis().listShards(s -> s.streamName(stream)).shards()).hasSize(3);
  }
}
