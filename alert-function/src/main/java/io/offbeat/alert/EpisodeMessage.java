package io.offbeat.alert;

import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import java.time.Instant;

/// One message of the queue that the topic `episodes` fills, before decoding.
///
/// @param id the queue's id of it, the same however often it comes
/// @param sentAt when it was put on the queue
/// @param body an event as [io.offbeat.model.wire.EpisodeEventCodec] writes it, or poison
public record EpisodeMessage(String id, Instant sentAt, String body) {
  private static final String SENT_TIMESTAMP = "SentTimestamp";

  /// The message inside an event of the SQS event source mapping
  /// (https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html).
  public static EpisodeMessage of(SQSMessage message) {
    long sentMillis = Long.parseLong(message.getAttributes().get(SENT_TIMESTAMP));
    return new EpisodeMessage(
        message.getMessageId(), Instant.ofEpochMilli(sentMillis), message.getBody());
  }
}
