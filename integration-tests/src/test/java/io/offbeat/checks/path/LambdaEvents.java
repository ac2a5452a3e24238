package io.offbeat.checks.path;

import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.sqs.model.Message;

/// Puts what the SDK read into the envelopes that Lambda would have made of it.
public final class LambdaEvents {
  private LambdaEvents() {}

  /// One event a shard.
  public static List<KinesisEvent> kinesis(String stream, Map<String, List<Record>> shards) {
    return shards.entrySet().stream()
        .map(shard -> {
          var event = new KinesisEvent();
          event.setRecords(
              shard.getValue().stream().map(r -> record(stream, shard.getKey(), r)).toList());
          return event;
        })
        .toList();
  }

  private static KinesisEvent.KinesisEventRecord record(
      String stream, String shard, Record record) {
    var kinesis = new KinesisEvent.Record();
    kinesis.setPartitionKey(record.partitionKey());
    kinesis.setSequenceNumber(record.sequenceNumber());
    kinesis.setApproximateArrivalTimestamp(Date.from(record.approximateArrivalTimestamp()));
    kinesis.setData(record.data().asByteBuffer());
    var envelope = new KinesisEvent.KinesisEventRecord();
    envelope.setKinesis(kinesis);
    envelope.setEventID(shard + ":" + record.sequenceNumber());
    envelope.setEventSource("aws:kinesis");
    envelope.setEventSourceARN("arn:aws:kinesis:us-east-1:123456789012:stream/" + stream);
    return envelope;
  }

  /// One event with all messages.
  public static SQSEvent sqs(List<Message> messages) {
    var event = new SQSEvent();
    event.setRecords(messages.stream().map(LambdaEvents::message).toList());
    return event;
  }

  private static SQSEvent.SQSMessage message(Message message) {
    var attributes = new HashMap<String, String>();
    message.attributes().forEach((name, value) -> attributes.put(name.toString(), value));
    var envelope = new SQSEvent.SQSMessage();
    envelope.setMessageId(message.messageId());
    envelope.setReceiptHandle(message.receiptHandle());
    envelope.setBody(message.body());
    envelope.setAttributes(attributes);
    envelope.setEventSource("aws:sqs");
    return envelope;
  }
}
