package io.offbeat.local;

import io.offbeat.ingest.BlockForwarder;
import io.offbeat.ingest.PackedBlock;
import io.offbeat.local.stream.ShardedStream;
import java.math.BigInteger;
import java.time.InstantSource;
import java.util.List;

/// Puts blocks on a local stream, each at its bucket's place on the ring.
public final class StreamBlockForwarder implements BlockForwarder {
  private final ShardedStream stream;
  private final InstantSource clock;

  /// @param stream the stream `blocks`
  /// @param clock tells when a block arrives
  public StreamBlockForwarder(ShardedStream stream, InstantSource clock) {
    this.stream = stream;
    this.clock = clock;
  }

  @Override
  public List<PackedBlock> forward(List<PackedBlock> blocks) {
    for (PackedBlock block : blocks) {
      byte[] data = new byte[block.data().remaining()];
      block.data().duplicate().get(data);
      var hashKey = new BigInteger(block.bucket().explicitHashKey());
      stream.put(block.bucket().partitionKey(), hashKey, clock.instant(), data);
    }
    return List.of();
  }
}
