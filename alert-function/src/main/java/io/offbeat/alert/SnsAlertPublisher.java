package io.offbeat.alert;

import io.offbeat.lambda.AwsClients;
import io.offbeat.lambda.Settings;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;
import software.amazon.awssdk.services.sns.model.PublishRequest;

/// Publishes alerts to a topic: one message a format, with attributes by which subscribers choose
/// (https://docs.aws.amazon.com/sns/latest/dg/sns-send-custom-platform-specific-payloads-mobile-devices.html).
public final class SnsAlertPublisher implements AlertPublisher {
  private final SnsClient sns;
  private final String topicArn;
  private final Set<AlertFormat> formats;

  /// Publishes plain text.
  ///
  /// @param sns the client
  /// @param topicArn ARN of the topic
  public SnsAlertPublisher(SnsClient sns, String topicArn) {
    this(sns, topicArn, EnumSet.of(AlertFormat.TEXT));
  }

  /// @param sns the client
  /// @param topicArn ARN of the topic
  /// @param formats what to publish each alert as, one message a format
  public SnsAlertPublisher(SnsClient sns, String topicArn, Set<AlertFormat> formats) {
    this.sns = sns;
    this.topicArn = topicArn;
    this.formats = Collections.unmodifiableSet(EnumSet.copyOf(formats));
  }

  /// The publisher that a function's settings name.
  public static SnsAlertPublisher of(Settings settings) {
    return new SnsAlertPublisher(
        AwsClients.build(SnsClient.builder(), settings.awsEndpoint()),
        settings.text("OFFBEAT_ALERTS_TOPIC"),
        Arrays.stream(settings.text("OFFBEAT_ALERT_FORMATS", "text").split(","))
            .map(name -> AlertFormat.valueOf(name.strip().toUpperCase(Locale.ROOT)))
            .collect(Collectors.toSet()));
  }

  @Override
  public void publish(Alert alert) {
    for (AlertFormat format : formats) {
      format
          .message(alert, AlertFormat.Topic.of(topicArn))
          .map(message -> request(alert, format, message))
          .ifPresent(request ->
              AwsClients.call("publish alert " + alert.id(), () -> sns.publish(request)));
    }
  }

  private PublishRequest request(Alert alert, AlertFormat format, String message) {
    Alert.About about = alert.about();
    var request =
        PublishRequest.builder()
            .topicArn(topicArn)
            .subject(alert.subject())
            .message(message)
            .messageAttributes(
                Map.of(
                    "format", attribute(format.label()),
                    "severity", attribute(alert.severity().label()),
                    "change", attribute(alert.change().label()),
                    "cause", attribute(about.cause().label()),
                    "kind", attribute(about.kind().label()),
                    "group", attribute(about.group()),
                    "device", attribute(about.device()),
                    "metric", attribute(about.metric())));
    return (format == AlertFormat.TEXT ? request.messageStructure("json") : request).build();
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
