package io.offbeat.benchmarks.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/// Events of Kinesis that hold readings as lines of canonical JSON.
final class Batches {
  /// Readings in an event.
  static final int READINGS = 10_000;

  private static final Instant START = Instant.parse("2026-11-25T17:00:00Z");
  private static final BigInteger FIRST =
      new BigInteger("49590338271490256608559692538361571095921575989136588898");
  private static final int DEVICES = 1_000;
  private static final String[] METRICS = {"temperature", "humidity", "pressure", "current"};

  private Batches() {}

  /// An event of [#READINGS] readings.
  ///
  /// @param seed of its values
  /// @param linesPerRecord readings in a record
  static KinesisEvent event(long seed, int linesPerRecord) {
    var random = new Random(seed);
    List<KinesisEvent.KinesisEventRecord> records = new ArrayList<>();
    for (int from = 0; from < READINGS; from += linesPerRecord) {
      var lines = new StringBuilder();
      for (int i = from; i < from + linesPerRecord; i++) {
        lines.append(line(i, random));
      }
      records.add(record(from, lines.toString()));
    }
    var event = new KinesisEvent();
    event.setRecords(records);
    return event;
  }

  private static String line(int i, Random random) {
    return String.format(
        Locale.ROOT,
        "{\"device\":\"device-%04d\",\"metric\":\"%s\",\"at\":\"%s\",\"value\":%.2f,\"unit\":\"Cel\"}%n",
        i / METRICS.length % DEVICES,
        METRICS[i % METRICS.length],
        START.plusMillis(1 + 7L * i),
        20 + random.nextGaussian());
  }

  private static KinesisEvent.KinesisEventRecord record(int place, String payload) {
    String sequenceNumber = FIRST.add(BigInteger.valueOf(place * 1_000L)).toString();
    var kinesis = new KinesisEvent.Record();
    kinesis.setPartitionKey("gateway-" + place % 50);
    kinesis.setSequenceNumber(sequenceNumber);
    kinesis.setData(ByteBuffer.wrap(payload.getBytes(UTF_8)));
    kinesis.setApproximateArrivalTimestamp(Date.from(START.plusSeconds(80)));
    var record = new KinesisEvent.KinesisEventRecord();
    record.setEventSourceARN("arn:aws:kinesis:eu-central-1:123456789012:stream/readings");
    record.setEventID("shardId-000000000006:" + sequenceNumber);
    record.setKinesis(kinesis);
    return record;
  }
}
