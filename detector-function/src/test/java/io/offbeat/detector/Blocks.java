package io.offbeat.detector;

import io.offbeat.lambda.Patience;
import io.offbeat.lambda.StreamBatch;
import io.offbeat.lambda.StreamRecord;
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
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/// Readings of a made-up fleet, and the blocks and batches they travel in.
final class Blocks {
  static final Instant START = Instant.parse("2026-11-25T00:00:00Z");
  static final String SHARD = "shardId-000000000000";
  static final SeriesKey PUMP = new SeriesKey("pump-7", "temperature");

  /// A value far outside of [#quiet].
  static final double SPIKE = 90;

  private Blocks() {}

  static AcceptedReading accepted(Reading reading, String shard, long position) {
    var source = new SourcePosition(shard, BigInteger.valueOf(position), 0);
    return new AcceptedReading(reading, START.plusSeconds(60 * position), source);
  }

  static AcceptedReading accepted(SeriesKey series, long minute, double value) {
    return accepted(reading(series, minute, value), SHARD, minute);
  }

  static Reading reading(SeriesKey series, long minute, double value) {
    return new Reading(series, START.plusSeconds(60 * minute), value, "Cel");
  }

  /// What a healthy series measures at a minute.
  static double quiet(long minute) {
    return 20 + new Random(minute).nextGaussian() * 0.5;
  }

  /// The pump's readings from one minute to another, healthy but for a spike at `spikes`.
  static List<AcceptedReading> pump(int from, int to, int... spikes) {
    var readings = new ArrayList<AcceptedReading>();
    for (int minute = from; minute < to; minute++) {
      int now = minute;
      boolean spike = IntStream.of(spikes).anyMatch(at -> at == now);
      readings.add(accepted(PUMP, minute, spike ? SPIKE : quiet(minute)));
    }
    return readings;
  }

  /// A fleet's blocks: readings out of order, late and repeated, faults, two shards, and whole
  /// blocks that come again later.
  static List<Block> fleet(int seed, int devices, int blocks) {
    var random = new Random(seed);
    var fleet = new ArrayList<Block>();
    for (int i = 0; i < blocks; i++) {
      fleet.add(new Block(0, fleetReadings(random, devices, 20 * i)));
      if (random.nextInt(3) == 0) {
        fleet.add(fleet.get(random.nextInt(fleet.size())));
      }
    }
    return fleet;
  }

  private static List<AcceptedReading> fleetReadings(Random random, int devices, int minute) {
    String shard = "shardId-00000000000" + random.nextInt(2);
    var readings = new ArrayList<AcceptedReading>();
    long position = 1000L * minute;
    for (int i = 0; i < 20; i++) {
      for (int device = 0; device < devices; device++) {
        var series = new SeriesKey("device-" + device, i % 2 == 0 ? "temperature" : "vibration");
        long at = Math.max(0, minute + i + (random.nextInt(10) == 0 ? -random.nextInt(30) : 0));
        double value = random.nextInt(60) == 0 ? SPIKE * (1 + random.nextInt(3)) : quiet(at);
        var reading = new Reading(series, START.plusSeconds(60 * at), value, "Cel");
        var source = new SourcePosition(shard, BigInteger.valueOf(position++), i % 3);
        readings.add(new AcceptedReading(reading, START.plusSeconds(60L * (minute + i)), source));
      }
    }
    return readings;
  }

  /// The blocks as a batch whose sequence numbers begin at `first`.
  static StreamBatch batch(int first, List<Block> blocks) {
    var records = new ArrayList<StreamRecord>();
    for (Block block : blocks) {
      records.add(
          new StreamRecord(
              SHARD,
              BigInteger.valueOf(first + records.size()),
              "0",
              START,
              ByteBuffer.wrap(BlockCodec.encode(block))));
    }
    return new StreamBatch("blocks", records);
  }

  @SafeVarargs
  static StreamBatch batch(List<AcceptedReading>... blocks) {
    var all = new ArrayList<Block>();
    for (List<AcceptedReading> readings : blocks) {
      all.add(new Block(0, readings));
    }
    return batch(0, all);
  }

  /// Waits without waiting, until this much time is used up.
  static Patience patience(Duration budget) {
    var timer =
        new Patience.Timer() {
          private Duration left = budget;

          @Override
          public Duration remaining() {
            return Patience.RESERVE.plus(left);
          }

          @Override
          public void pause(Duration duration) {
            left = left.minus(duration);
          }
        };
    return new Patience(timer, new Random(1));
  }

  static Patience patience() {
    return patience(Duration.ofMinutes(1));
  }

  static Patience impatience() {
    return patience(Duration.ZERO);
  }
}
