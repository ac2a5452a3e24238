package io.offbeat.checks.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.offbeat.alert.Alert;
import io.offbeat.alert.AlertPublisher;
import io.offbeat.model.Kind;
import io.offbeat.model.Range;
import io.offbeat.model.Severity;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What an [AlertPublisher] promises.
interface AlertPublisherContract {
  /// The publisher, which has told nobody anything.
  AlertPublisher publisher();

  /// Takes the texts of what was published, in any order.
  ///
  /// @param count at least so many
  List<String> published(int count);

  @Test
  default void an_alert_is_sent_with_its_whole_text() {
    Alert alert = alert("Pumpe Süd", "It is 90.5 °C — usually \"18\" to 24.\nSince 17:00 UTC.\n");

    publisher().publish(alert);

    assertThat(published(1)).containsExactly(alert.text());
  }

  @Test
  default void alerts_are_sent_one_by_one() {
    publisher().publish(alert("pump-7", "one"));
    publisher().publish(alert("pump-8", "two"));

    assertThat(published(2)).containsExactlyInAnyOrder("one", "two");
  }

  /// An alert about a device.
  static Alert alert(String device, String text) {
    return new Alert(
        "alert of " + device,
        "incident of " + device,
        Alert.Change.OPENED,
        Severity.HIGH,
        new Alert.About(
            "device/" + device,
            device,
            "temperature",
            Kind.SPIKE,
            Alert.Cause.WORLD,
            90.5,
            "Cel",
            new Range(18, 24),
            Instant.EPOCH,
            Instant.EPOCH,
            1,
            ""),
        "[high] temperature is off",
        text);
  }
}
