package io.offbeat.model;

import java.util.List;

/// What one ingest batch has for one bucket, in source order. [io.offbeat.model.wire.BlockCodec]
/// packs it into one record of the stream `blocks`.
///
/// @param bucket id of the bucket whose devices are inside
/// @param readings at least one, in source order
public record Block(int bucket, List<AcceptedReading> readings) {
  public Block {
    readings = List.copyOf(readings);
    if (bucket < 0 || readings.isEmpty()) {
      throw new IllegalArgumentException(
          "block needs a bucket and a reading: %d, %d".formatted(bucket, readings.size()));
    }
  }
}
