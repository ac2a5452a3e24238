package io.offbeat.model.wire;

import io.offbeat.model.AcceptedReading;
import io.offbeat.model.Block;
import io.offbeat.model.Reading;
import io.offbeat.model.SeriesKey;
import io.offbeat.model.SourcePosition;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;

/// Blocks for tests.
final class Blocks {
  static final BigInteger SEQUENCE =
      new BigInteger("49590338271490256608559692538361571095921575989136588898");

  static final Instant ARRIVED = Instant.parse("2026-11-25T17:00:00.250Z");

  private Blocks() {}

  static Block decode(byte[] bytes) {
    return BlockCodec.decode(ByteBuffer.wrap(bytes));
  }

  /// The example of `docs/wire-format.md`.
  static Block example() {
    var first = new SourcePosition("shardId-000000000000", BigInteger.valueOf(4096), 0);
    var third = new SourcePosition("shardId-000000000000", BigInteger.valueOf(4112), 0);
    Instant at = Instant.parse("2026-11-25T17:00:00Z");
    Instant arrivedAt = at.plusMillis(250);
    var temperature = new SeriesKey("pump-7", "temperature");
    var vibration = new SeriesKey("pump-7", "vibration");
    return new Block(
        31,
        List.of(
            new AcceptedReading(new Reading(temperature, at, 20.4, "Cel"), arrivedAt, first),
            new AcceptedReading(
                new Reading(vibration, at, 1 / 3.0, ""),
                arrivedAt,
                new SourcePosition(first.shard(), first.sequenceNumber(), 1)),
            new AcceptedReading(
                new Reading(temperature, at.plusSeconds(60), 21, "Cel"),
                arrivedAt.plusSeconds(60),
                third)));
  }

  static AcceptedReading reading(
      String device, String metric, Instant at, double value, int ordinal) {
    return new AcceptedReading(
        new Reading(new SeriesKey(device, metric), at, value, ""),
        ARRIVED,
        new SourcePosition("shardId-000000000000", SEQUENCE, ordinal));
  }

  static Block random(SplittableRandom random) {
    List<AcceptedReading> readings = new ArrayList<>();
    BigInteger sequence = SEQUENCE;
    Instant arrived = ARRIVED;
    for (int i = random.nextInt(1, 60); i > 0; i--) {
      sequence = sequence.add(BigInteger.valueOf(random.nextLong(1, 1L << random.nextInt(1, 60))));
      arrived = arrived.plusMillis(random.nextInt(-50, 200));
      int shard = random.nextInt(2);
      for (int ordinal = random.nextInt(4); ordinal < 5; ordinal += random.nextInt(1, 3)) {
        readings.add(
            new AcceptedReading(
                new Reading(
                    new SeriesKey("gerät-" + random.nextInt(5), "m" + random.nextInt(3)),
                    arrived.minusNanos(random.nextLong(1L << random.nextInt(1, 40))),
                    random.nextBoolean() ? random.nextInt(1000) / 10.0 : random.nextDouble(),
                    random.nextBoolean() ? "Cel" : ""),
                arrived,
                new SourcePosition("shardId-00000000000" + shard, sequence, ordinal)));
      }
    }
    Collections.reverse(readings.subList(0, readings.size() / 2));
    return new Block(random.nextInt(64), readings);
  }
}
