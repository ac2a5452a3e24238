package io.offbeat.alert;

import static io.offbeat.alert.EpisodeStory.spike;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.offbeat.alert.Alert.Change;
import io.offbeat.model.Severity;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.PublishRequest;
import software.amazon.awssdk.services.sns.model.PublishResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SnsAlertPublisherTest {
  private static final int LIMIT = 256 * 1024;

  private final List<PublishRequest> requests = new ArrayList<>();
  private final SnsAlertPublisher publisher =
      new SnsAlertPublisher(new RecordingSns(), "arn:aws:sns:eu-central-1:123456789012:alerts");

  @Test
  void one_message_has_a_text_for_each_protocol_and_attributes_to_filter_by() {
    Alert alert = alert("pump-7", "temperature");
    publisher.publish(alert);
    PublishRequest request = requests.getFirst();

    assertThat(request.messageStructure()).isEqualTo("json");
    assertThat(request.subject()).isEqualTo(alert.subject());
    assertThat(message(request).get("default").asString()).isEqualTo(alert.text());
    assertThat(message(request).get("email").asString()).isEqualTo(alert.text());
    assertThat(message(request).get("sms").asString()).hasSizeLessThanOrEqualTo(140);
    assertThat(request.messageAttributes())
        .hasEntrySatisfying("severity", value -> assertThat(value.stringValue()).isEqualTo("high"))
        .hasEntrySatisfying("change", value -> assertThat(value.stringValue()).isEqualTo("opened"))
        .hasEntrySatisfying("device", value -> assertThat(value.stringValue()).isEqualTo("pump-7"))
        .hasEntrySatisfying(
            "metric", value -> assertThat(value.stringValue()).isEqualTo("temperature"));
  }

  @Test
  void each_format_is_a_message_of_its_own_that_a_subscription_can_choose() {
    new SnsAlertPublisher(
            new RecordingSns(), "arn:aws:sns:eu-central-1:1:a", EnumSet.allOf(AlertFormat.class))
        .publish(alert("pump-7", "temperature"));

    assertThat(requests)
        .extracting(r -> format(r))
        .containsExactlyInAnyOrder("text", "json", "chat", "cloudwatch");
    assertThat(requests).allMatch(r -> r.messageAttributes().size() <= 10);
  }

  @Test
  void an_attribute_is_never_empty_and_never_holds_what_xml_cannot() {
    Alert alert = alert("pump-7", "x");
    publisher.publish(
        new Alert(
            alert.id(),
            alert.incident(),
            alert.change(),
            alert.severity(),
            about(alert.about(), "\ud800\ufffe", ""),
            alert.subject(),
            alert.text()));

    assertThat(requests.getFirst().messageAttributes())
        .hasEntrySatisfying("device", v -> assertThat(v.stringValue()).isEqualTo("\ufffd\ufffd"))
        .hasEntrySatisfying("metric", v -> assertThat(v.stringValue()).isEqualTo("-"))
        .hasEntrySatisfying("team", v -> assertThat(v.stringValue()).isEqualTo("kitchen"))
        .hasEntrySatisfying("format", v -> assertThat(v.stringValue()).isEqualTo("text"));
  }

  @Test
  void a_text_that_does_not_fit_is_cut_between_characters_and_says_so() {
    Alert alert = alert("pump-7", "temperature");
    for (String filling : List.of("\"", "ä", "▁", "🔥")) {
      publisher.publish(
          new Alert(
              alert.id(),
              alert.incident(),
              alert.change(),
              alert.severity(),
              alert.about(),
              alert.subject(),
              filling.repeat(300_000)));
      String message = requests.getLast().message();

      assertThat(message.getBytes(UTF_8)).hasSizeLessThan(LIMIT - 2_048);
      assertThat(message(requests.getLast()).get("default").asString())
          .endsWith(filling + Bytes.CUT);
    }
  }

  private static Alert alert(String device, String metric) {
    Incident incident =
        Incident.first(
            Group.device(device), List.of(spike(device, metric, 0).started()), EpisodeStory.NOON);
    return new AlertText(Policy.DEFAULT, ZoneOffset.UTC, "s3://offbeat")
        .alert(incident, new Occasion(Change.OPENED, Severity.HIGH, EpisodeStory.NOON, List.of()));
  }

  private static Alert.About about(Alert.About a, String device, String metric) {
    return new Alert.About(
        a.group(),
        device,
        metric,
        a.kind(),
        a.cause(),
        a.value(),
        a.unit(),
        a.usual(),
        a.since(),
        a.at(),
        a.devices(),
        a.runbook(),
        Map.of("team", "kitchen", "format", "none"));
  }

  private static String format(PublishRequest request) {
    return Optional.ofNullable(request.messageAttributes().get("format"))
        .orElseThrow()
        .stringValue();
  }

  private static JsonNode message(PublishRequest request) {
    return new JsonMapper().readTree(request.message());
  }

  private final class RecordingSns implements SnsClient {
    @Override
    public PublishResponse publish(PublishRequest request) {
      requests.add(request);
      return PublishResponse.builder().messageId("m").build();
    }

    @Override
    public String serviceName() {
      return SnsClient.SERVICE_NAME;
    }

    @Override
    public void close() {}
  }
}
