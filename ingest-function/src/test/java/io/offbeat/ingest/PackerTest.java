package io.offbeat.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.offbeat.model.AcceptedReading;
import io.offbeat.model.Bucket;
import io.offbeat.model.Reading;
import io.offbeat.model.SeriesKey;
import io.offbeat.model.SourcePosition;
import io.offbeat.model.wire.BlockCodec;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PackerTest {
  private static final Instant AT = Instant.parse("2026-11-25T17:00:00Z");

  @Test
  void a_block_holds_one_bucket_in_source_order() {
    List<AcceptedReading> readings = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      readings.add(reading("device-" + i % 100, "m", i, i));
    }
    List<PackedBlock> blocks = new Packer(16).pack(readings);

    assertThat(blocks).hasSize(16);
    for (PackedBlock block : blocks) {
      List<AcceptedReading> inside = BlockCodec.decode(block.data()).readings();
      assertThat(inside)
          .isEqualTo(
              readings.stream()
                  .filter(r -> Bucket.of(r.reading().series().device(), 16).equals(block.bucket()))
                  .toList());
      assertThat(block.readings()).isEqualTo(inside.size());
      assertThat(block.firstSource()).isEqualTo(inside.getFirst().source().sequenceNumber());
    }
  }

  @Test
  void more_than_20000_readings_are_split_in_source_order() {
    List<AcceptedReading> readings = new ArrayList<>();
    for (int i = 0; i < 50_000; i++) {
      readings.add(reading("d", "m", i, 20.5));
    }

    splitsInOrder(readings);
  }

  @Test
  void more_than_256_kib_are_split_in_source_order() {
    var random = new SplittableRandom(1);
    List<AcceptedReading> readings = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      readings.add(reading("d", "metric-" + random.nextLong(), i, random.nextDouble()));
    }

    splitsInOrder(readings);
  }

  private static void splitsInOrder(List<AcceptedReading> readings) {
    List<PackedBlock> blocks = new Packer(1).pack(readings);

    assertThat(blocks)
        .hasSizeGreaterThan(1)
        .allMatch(block -> block.readings() <= 20_000)
        .allMatch(block -> block.data().remaining() <= 256 << 10);
    assertThat(blocks.stream().flatMap(b -> BlockCodec.decode(b.data()).readings().stream()))
        .containsExactlyElementsOf(readings);
  }

  private static AcceptedReading reading(String device, String metric, int sequence, double value) {
    return new AcceptedReading(
        new Reading(new SeriesKey(device, metric), AT, value, ""),
        AT,
        new SourcePosition("shardId-000000000000", BigInteger.valueOf(sequence), 0));
  }
}
