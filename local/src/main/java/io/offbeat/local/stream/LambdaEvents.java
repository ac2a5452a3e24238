package io.offbeat.local.stream;

import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import io.offbeat.lambda.StreamRecord;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/// The envelopes in which Lambda hands over records and messages
/// (https://docs.aws.amazon.com/lambda/latest/dg/with-kinesis.html,
/// https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html).
public final class LambdaEvents {
  private static final String REGION = "local";
  private static final String ACCOUNT = "000000000000";
  private static final String ROLE = "arn:aws:iam::" + ACCOUNT + ":role/offbeat";

  private LambdaEvents() {}

  /// A message of a queue.
  ///
  /// @param id unique in the queue
  /// @param receives how often it was received, this time included
  public record Message(String id, String body, Instant sentAt, int receives) {}

  /// An event of a stream.
  public static KinesisEvent kinesis(String stream, List<StreamRecord> records) {
    var event = new KinesisEvent();
    String arn = "arn:aws:kinesis:%s:%s:stream/%s".formatted(REGION, ACCOUNT, stream);
    event.setRecords(records.stream().map(record -> kinesisRecord(arn, record)).toList());
    return event;
  }

  private static KinesisEvent.KinesisEventRecord kinesisRecord(String arn, StreamRecord record) {
    String sequenceNumber = record.sequenceNumber().toString();
    var kinesis = new KinesisEvent.Record();
    kinesis.setKinesisSchemaVersion("1.0");
    kinesis.setPartitionKey(record.partitionKey());
    kinesis.setSequenceNumber(sequenceNumber);
    kinesis.setData(ByteBuffer.wrap(record.bytes()));
    kinesis.setApproximateArrivalTimestamp(Date.from(record.arrivedAt()));

    var envelope = new KinesisEvent.KinesisEventRecord();
    envelope.setKinesis(kinesis);
    envelope.setEventSource("aws:kinesis");
    envelope.setEventVersion("1.0");
    envelope.setEventID(record.shard() + ":" + sequenceNumber);
    envelope.setEventName("aws:kinesis:record");
    envelope.setInvokeIdentityArn(ROLE);
    envelope.setAwsRegion(REGION);
    envelope.setEventSourceARN(arn);
    return envelope;
  }

  /// An event of a queue.
  public static SQSEvent sqs(String queue, List<Message> messages) {
    var event = new SQSEvent();
    event.setRecords(messages.stream().map(message -> sqsMessage(queue, message)).toList());
    return event;
  }

  private static SQSEvent.SQSMessage sqsMessage(String queue, Message message) {
    var envelope = new SQSEvent.SQSMessage();
    envelope.setMessageId(message.id());
    envelope.setReceiptHandle("%s#%d".formatted(message.id(), message.receives()));
    envelope.setBody(message.body());
    envelope.setMd5OfBody(HexFormat.of().formatHex(Md5.of(message.body())));
    envelope.setAttributes(
        Map.of(
            "ApproximateReceiveCount", Integer.toString(message.receives()),
            "SentTimestamp", Long.toString(message.sentAt().toEpochMilli()),
            "ApproximateFirstReceiveTimestamp", Long.toString(message.sentAt().toEpochMilli()),
            "SenderId", ACCOUNT));
    envelope.setMessageAttributes(Map.of());
    envelope.setEventSource("aws:sqs");
    envelope.setEventSourceArn("arn:aws:sqs:%s:%s:%s".formatted(REGION, ACCOUNT, queue));
    envelope.setAwsRegion(REGION);
    return envelope;
  }
}
