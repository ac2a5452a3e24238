package io.offbeat.alert;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.offbeat.lambda.AwsClients;
import io.offbeat.lambda.Settings;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;
import software.amazon.awssdk.services.sns.model.PublishRequest;
import tools.jackson.databind.json.JsonMapper;

/// Publishes alerts to a topic: one message with a text for each protocol, and attributes by which
/// subscribers choose
/// (https://docs.aws.amazon.com/sns/latest/dg/sns-send-custom-platform-specific-payloads-mobile-devices.html).
public final class SnsAlertPublisher implements AlertPublisher {
  /// A message and its attributes take 256 KiB at most. The text is in it twice, and JSON may
  /// double it.
  static final int MAX_TEXT_BYTES = 60 * 1024;

  /// Stands at the end of a text that was cut.
  static final String CUT = "\n[cut here: the rest does not fit into one message]\n";

  private static final JsonMapper JSON = new JsonMapper();

  private final SnsClient sns;
  private final String topicArn;

  /// @param sns the client
  /// @param topicArn ARN of the topic
  public SnsAlertPublisher(SnsClient sns, String topicArn) {
    this.sns = sns;
    this.topicArn = topicArn;
  }

  /// The publisher that a function's settings name.
  public static SnsAlertPublisher of(Settings settings) {
    return new SnsAlertPublisher(
        AwsClients.build(SnsClient.builder(), settings.awsEndpoint()),
        settings.text("OFFBEAT_ALERTS_TOPIC"));
  }

  @Override
  public void publish(Alert alert) {
    PublishRequest request = request(alert);
    AwsClients.call("publish alert " + alert.id(), () -> sns.publish(request));
  }

  private PublishRequest request(Alert alert) {
    var texts = new LinkedHashMap<String, String>();
    String text = fitting(alert.text());
    texts.put("default", text);
    texts.put("email", text);
    // A subject is short and plain enough for one part of 140 bytes.
    texts.put("sms", alert.subject());
    return PublishRequest.builder()
        .topicArn(topicArn)
        .subject(alert.subject())
        .messageStructure("json")
        .message(JSON.writeValueAsString(texts))
        .messageAttributes(
            Map.of(
                "severity", attribute(alert.severity().label()),
                "change", attribute(alert.change().label()),
                "device", attribute(alert.about().device()),
                "metric", attribute(alert.about().metric())))
        .build();
  }

  private static String fitting(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    if (bytes.length <= MAX_TEXT_BYTES) {
      return text;
    }
    int end = MAX_TEXT_BYTES - CUT.length();
    while ((bytes[end] & 0xC0) == 0x80) {
      end--;
    }
    return new String(bytes, 0, end, UTF_8) + CUT;
  }

  /// SNS refuses an empty value, and one that XML cannot hold.
  private static MessageAttributeValue attribute(String value) {
    String valid =
        value
            .codePoints()
            .mapToObj(c -> inXml(c) ? Character.toString(c) : "\uFFFD")
            .collect(Collectors.joining());
    return MessageAttributeValue.builder()
        .dataType("String")
        .stringValue(valid.isEmpty() ? "-" : valid)
        .build();
  }

  private static boolean inXml(int c) {
    return c == '\t'
        || c == '\n'
        || c == '\r'
        || (c >= 0x20 && c <= 0xD7FF)
        || (c >= 0xE000 && c <= 0xFFFD)
        || c >= 0x10000;
  }
}
