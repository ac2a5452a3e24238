package io.offbeat.ingest;

import io.offbeat.model.AcceptedReading;
import io.offbeat.model.Block;
import io.offbeat.model.Bucket;
import io.offbeat.model.wire.BlockCodec;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Packs readings into blocks: those of a bucket together, in source order.
final class Packer {
  /// Longest block, so that four fit into a record of the stream, and many into an invocation.
  static final int MAX_BLOCK_BYTES = 256 << 10;

  private final int buckets;

  /// @param buckets how many buckets there are, a power of two
  Packer(int buckets) {
    this.buckets = Bucket.of("", buckets).count();
  }

  /// The readings' blocks; those of one bucket in source order.
  ///
  /// @param readings in source order
  List<PackedBlock> pack(List<AcceptedReading> readings) {
    List<PackedBlock> blocks = new ArrayList<>();
    byBucket(readings).forEach((bucket, inside) -> pack(bucket, inside, blocks));
    return blocks;
  }

  private Map<Bucket, List<AcceptedReading>> byBucket(List<AcceptedReading> readings) {
    Map<Bucket, List<AcceptedReading>> byBucket = new LinkedHashMap<>();
    Map<String, List<AcceptedReading>> byDevice = new HashMap<>();
    for (AcceptedReading reading : readings) {
      byDevice
          .computeIfAbsent(
              reading.reading().series().device(),
              device ->
                  byBucket.computeIfAbsent(Bucket.of(device, buckets), _ -> new ArrayList<>()))
          .add(reading);
    }
    return byBucket;
  }

  /// Adds the block of the readings; when it grew too large, that of each half.
  private static void pack(
      Bucket bucket, List<AcceptedReading> readings, List<PackedBlock> blocks) {
    if (readings.size() <= BlockCodec.MAX_READINGS) {
      byte[] data = BlockCodec.encode(new Block(bucket.id(), readings));
      if (data.length <= MAX_BLOCK_BYTES) {
        blocks.add(
            new PackedBlock(
                bucket,
                readings.getFirst().source().sequenceNumber(),
                readings.size(),
                ByteBuffer.wrap(data)));
        return;
      }
    }
    int half = readings.size() / 2;
    pack(bucket, readings.subList(0, half), blocks);
    pack(bucket, readings.subList(half, readings.size()), blocks);
  }
}
