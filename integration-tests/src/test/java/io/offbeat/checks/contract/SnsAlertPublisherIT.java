package io.offbeat.checks.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.offbeat.alert.AlertPublisher;
import io.offbeat.alert.SnsAlertPublisher;
import io.offbeat.checks.emulator.Emulator;
import io.offbeat.checks.emulator.Inbox;
import io.offbeat.checks.emulator.NeedsEmulator;
import io.offbeat.lambda.TransientFailure;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.model.Message;

@NeedsEmulator
class SnsAlertPublisherIT implements AlertPublisherContract {
  private final Emulator emulator = Emulator.get();
  private final String topic = emulator.topic();
  private final Inbox inbox = emulator.inbox(topic);

  @Override
  public AlertPublisher publisher() {
    return new SnsAlertPublisher(emulator.sns(), topic);
  }

  @Override
  public List<String> published(int count) {
    return inbox.take(count).stream().map(Message::body).toList();
  }

  @Test
  void subscribers_can_filter_by_attributes() {
    publisher().publish(AlertPublisherContract.alert("pump-7", "text"));

    Message message = inbox.take(1).getFirst();

    assertThat(message.messageAttributes())
        .hasEntrySatisfying("severity", a -> assertThat(a.stringValue()).isEqualTo("high"))
        .hasEntrySatisfying("change", a -> assertThat(a.stringValue()).isEqualTo("opened"))
        .hasEntrySatisfying("device", a -> assertThat(a.stringValue()).isEqualTo("pump-7"));
  }

  @Test
  void when_nothing_gets_through_that_may_pass() {
    var alert = AlertPublisherContract.alert("pump-7", "text");
    var cutOff = new SnsAlertPublisher(emulator.sns(Faults.cutOffAfter(0)), topic);
    var nowhere = new SnsAlertPublisher(emulator.sns(), topic + "-not");

    assertThatThrownBy(() -> cutOff.publish(alert)).isInstanceOf(TransientFailure.class);
    assertThatThrownBy(() -> nowhere.publish(alert)).isInstanceOf(TransientFailure.class);
  }
}
