package io.offbeat.ingest;

import io.offbeat.model.Bucket;
import java.math.BigInteger;
import java.nio.ByteBuffer;

/// A block ready for the stream.
///
/// @param bucket whose devices are inside
/// @param firstSource lowest sequence number in `readings` that is inside: where to resume when the
///   block cannot be forwarded
/// @param readings how many are inside
/// @param data the block as [io.offbeat.model.wire.BlockCodec] writes it, read-only
public record PackedBlock(Bucket bucket, BigInteger firstSource, int readings, ByteBuffer data) {
  public PackedBlock {
    data = data.asReadOnlyBuffer();
  }
}
