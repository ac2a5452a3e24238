package io.offbeat.lambda;

import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse.BatchItemFailure;
import io.offbeat.lambda.BatchOutcome.Completed;
import io.offbeat.lambda.BatchOutcome.RetryFrom;
import java.math.BigInteger;
import java.util.List;

/// What one invocation received: records of one shard of one stream, in order.
///
/// @param stream name of the stream
/// @param records the records, in the shard's order
public record StreamBatch(String stream, List<StreamRecord> records) {
  public StreamBatch {
    records = List.copyOf(records);
  }

  /// The batch inside an event of the Kinesis event source mapping
  /// (https://docs.aws.amazon.com/lambda/latest/dg/with-kinesis.html).
  public static StreamBatch of(KinesisEvent event) {
    List<KinesisEvent.KinesisEventRecord> records = event.getRecords();
    String stream = records.isEmpty() ? "" : streamOf(records.getFirst().getEventSourceARN());
    return new StreamBatch(stream, records.stream().map(StreamBatch::record).toList());
  }

  /// The answer that tells the mapping where to resume
  /// (https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-batchfailurereporting.html).
  public static StreamsEventResponse response(BatchOutcome outcome) {
    return switch (outcome) {
      case Completed() -> new StreamsEventResponse(List.of());
      case RetryFrom(var first, _) ->
          new StreamsEventResponse(List.of(new BatchItemFailure(first.toString())));
    };
  }

  private static StreamRecord record(KinesisEvent.KinesisEventRecord record) {
    KinesisEvent.Record kinesis = record.getKinesis();
    return new StreamRecord(
        shardOf(record.getEventID()),
        new BigInteger(kinesis.getSequenceNumber()),
        kinesis.getPartitionKey(),
        kinesis.getApproximateArrivalTimestamp().toInstant(),
        kinesis.getData());
  }

  /// An event id is `shardId-000000000006:` and the sequence number.
  private static String shardOf(String eventId) {
    int colon = eventId.indexOf(':');
    if (colon < 0) {
      throw new IllegalArgumentException("event id without a shard: " + eventId);
    }
    return eventId.substring(0, colon);
  }

  /// A stream's ARN ends in `:stream/` and its name.
  private static String streamOf(String arn) {
    return arn.substring(arn.lastIndexOf('/') + 1);
  }
}
