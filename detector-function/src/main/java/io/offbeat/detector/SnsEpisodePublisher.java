package io.offbeat.detector;

import io.offbeat.lambda.AwsClients;
import io.offbeat.lambda.Settings;
import io.offbeat.lambda.TransientFailure;
import io.offbeat.model.EpisodeEvent;
import io.offbeat.model.wire.EpisodeEventCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;
import software.amazon.awssdk.services.sns.model.PublishBatchRequestEntry;
import software.amazon.awssdk.services.sns.model.PublishBatchResponse;

/// Episode events on an SNS topic: the message is the event as [EpisodeEventCodec] writes it, and
/// the attributes `severity`, `change`, `kind`, `device` and `metric` are there to filter by.
/// Thread-safe.
public final class SnsEpisodePublisher implements EpisodePublisher {
  /// Most entries of one PublishBatch
  /// (https://docs.aws.amazon.com/sns/latest/api/API_PublishBatch.html). Ten of the largest events
  /// stay far below its 256 KiB.
  static final int PAGE = 10;

  private final SnsClient sns;
  private final String topicArn;

  /// @param sns the client
  /// @param topicArn ARN of the topic
  public SnsEpisodePublisher(SnsClient sns, String topicArn) {
    this.sns = sns;
    this.topicArn = topicArn;
  }

  /// The publisher that the function's settings name.
  public static SnsEpisodePublisher of(Settings settings) {
    SnsClient sns = AwsClients.build(SnsClient.builder(), settings.awsEndpoint());
    return new SnsEpisodePublisher(sns, settings.text("OFFBEAT_EPISODES_TOPIC"));
  }

  @Override
  public List<EpisodeEvent> publish(List<EpisodeEvent> events) {
    var refused = new ArrayList<EpisodeEvent>();
    for (int from = 0; from < events.size(); from += PAGE) {
      try {
        refused.addAll(publishPage(events.subList(from, Math.min(from + PAGE, events.size()))));
      } catch (TransientFailure failure) {
        if (refused.size() == from) { // none is known to be there
          throw failure;
        }
        refused.addAll(events.subList(from, events.size()));
        return refused;
      }
    }
    return refused;
  }

  private List<EpisodeEvent> publishPage(List<EpisodeEvent> page) {
    List<PublishBatchRequestEntry> entries =
        IntStream.range(0, page.size()).mapToObj(i -> entry(i, page.get(i))).toList();
    PublishBatchResponse response =
        AwsClients.call(
            "publishing of %d episode events to %s".formatted(page.size(), topicArn),
            () ->
                sns.publishBatch(
                    batch -> batch.topicArn(topicArn).publishBatchRequestEntries(entries)));
    return response.failed().stream()
        .map(failed -> page.get(Integer.parseInt(failed.id())))
        .toList();
  }

  static PublishBatchRequestEntry entry(int id, EpisodeEvent event) {
    return PublishBatchRequestEntry.builder()
        .id(Integer.toString(id))
        .message(EpisodeEventCodec.encode(event))
        .messageAttributes(
            Map.of(
                "severity", text(event.severity().label()),
                "change", text(event.change().label()),
                "kind", text(event.kind().label()),
                "device", text(event.series().device()),
                "metric", text(event.series().metric())))
        .build();
  }

  private static MessageAttributeValue text(String value) {
    return MessageAttributeValue.builder().dataType("String").stringValue(value).build();
  }
}
