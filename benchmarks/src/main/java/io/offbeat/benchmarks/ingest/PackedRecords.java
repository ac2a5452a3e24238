package io.offbeat.benchmarks.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import com.amazonaws.services.lambda.runtime.events.KinesisEvent.KinesisEventRecord;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Random;

/// Events of Kinesis as Lambda hands them over, full of canonical JSON lines: a healthy fleet's
/// readings, each event later than the one before.
final class PackedRecords {
  private static final int DEVICES = 1_000;
  private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");

  /// A sequence number as long as those of Kinesis.
  private static final BigInteger FIRST =
      new BigInteger("49590338271490256608559692538361571095921575989136588898");

  private final int perRecord;
  private final Random random = new Random(1);
  private long reading;
  private long record;

  /// @param perRecord readings in a record, a line each
  PackedRecords(int perRecord) {
    this.perRecord = perRecord;
  }

  /// The next event.
  ///
  /// @param readings how many it holds, a multiple of those in a record
  KinesisEvent event(int readings) {
    List<KinesisEventRecord> records = new ArrayList<>();
    for (int i = 0; i < readings / perRecord; i++) {
      records.add(record());
    }
    var event = new KinesisEvent();
    event.setRecords(records);
    return event;
  }

  private KinesisEventRecord record() {
    var lines = new StringBuilder();
    Instant at = START;
    for (int i = 0; i < perRecord; i++) {
      at = START.plus(Duration.ofMillis(10).multipliedBy(reading));
      lines.append(
          "{\"device\":\"pump-%04d\",\"metric\":\"temperature\",\"at\":\"%s\",\"value\":%.2f,\"unit\":\"Cel\"}\n"
              .formatted(reading % DEVICES, at, 20 + reading % 50 + random.nextGaussian()));
      reading++;
    }
    var kinesis = new KinesisEvent.Record();
    kinesis.setData(ByteBuffer.wrap(lines.toString().getBytes(UTF_8)));
    kinesis.setPartitionKey("pump-%04d".formatted(reading % DEVICES));
    kinesis.setSequenceNumber(FIRST.add(BigInteger.valueOf(record++)).toString());
    kinesis.setApproximateArrivalTimestamp(Date.from(at.plusMillis(300)));
    var held = new KinesisEventRecord();
    held.setKinesis(kinesis);
    held.setEventID("shardId-000000000000:" + kinesis.getSequenceNumber());
    held.setEventSourceARN("arn:aws:kinesis:eu-central-1:123456789012:stream/readings");
    return held;
  }
}
