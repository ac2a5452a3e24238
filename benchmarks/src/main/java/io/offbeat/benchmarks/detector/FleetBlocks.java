package io.offbeat.benchmarks.detector;

import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import com.amazonaws.services.lambda.runtime.events.KinesisEvent.KinesisEventRecord;
import io.offbeat.model.AcceptedReading;
import io.offbeat.model.Block;
import io.offbeat.model.Reading;
import io.offbeat.model.SeriesKey;
import io.offbeat.model.SourcePosition;
import io.offbeat.model.wire.BlockCodec;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Random;

/// A healthy fleet's readings in the blocks and events in which Lambda hands them over: as many
/// rounds as asked for, each later than the one before.
///
/// A round is one reading of every series. Series wander about a level of their own, with a new
/// value each time and two decimals, as sensors do.
final class FleetBlocks {
  private static final String SHARD = "shardId-000000000000";
  private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");

  /// A sequence number as long as those of Kinesis.
  private static final BigInteger FIRST =
      new BigInteger("49590338271490256608559692538361571095921575989136588898");

  private final List<SeriesKey> series = new ArrayList<>();
  private final Duration every;
  private final Random random = new Random(1);
  private long round;
  private long block;

  /// @param devices how many there are
  /// @param metrics how many each has
  /// @param every time from one reading of a series to the next
  FleetBlocks(int devices, int metrics, Duration every) {
    this(0, devices, metrics, every);
  }

  /// @param first number of the first device
  FleetBlocks(int first, int devices, int metrics, Duration every) {
    for (int device = first; device < first + devices; device++) {
      for (int metric = 0; metric < metrics; metric++) {
        series.add(new SeriesKey("device-%06d".formatted(device), "metric-" + metric));
      }
    }
    this.every = every;
  }

  /// How many readings a round has.
  int size() {
    return series.size();
  }

  /// One block of the next rounds.
  Block rounds(int rounds) {
    var readings = new ArrayList<AcceptedReading>(rounds * series.size());
    for (int i = 0; i < rounds; i++) {
      Instant at = START.plus(every.multipliedBy(round));
      for (int s = 0; s < series.size(); s++) {
        double value = Math.round(100 * (20 + s % 50 + random.nextGaussian())) / 100.0;
        var source = new SourcePosition(SHARD, FIRST.add(BigInteger.valueOf(round)), s);
        readings.add(
            new AcceptedReading(
                new Reading(series.get(s), at, value, "Cel"), at.plusMillis(300), source));
      }
      round++;
    }
    return new Block(0, readings);
  }

  /// A batch of blocks, of so many rounds each.
  KinesisEvent event(int blocks, int rounds) {
    var records = new ArrayList<KinesisEventRecord>();
    for (int i = 0; i < blocks; i++) {
      records.add(record(BlockCodec.encode(rounds(rounds))));
    }
    var event = new KinesisEvent();
    event.setRecords(records);
    return event;
  }

  private KinesisEventRecord record(byte[] data) {
    var kinesis = new KinesisEvent.Record();
    kinesis.setData(ByteBuffer.wrap(data));
    kinesis.setPartitionKey("0");
    kinesis.setSequenceNumber(FIRST.add(BigInteger.valueOf(block++)).toString());
    kinesis.setApproximateArrivalTimestamp(Date.from(START.plus(every.multipliedBy(round))));
    var record = new KinesisEventRecord();
    record.setKinesis(kinesis);
    record.setEventID(SHARD + ":" + kinesis.getSequenceNumber());
    record.setEventSourceARN("arn:aws:kinesis:eu-central-1:123456789012:stream/blocks");
    return record;
  }
}
