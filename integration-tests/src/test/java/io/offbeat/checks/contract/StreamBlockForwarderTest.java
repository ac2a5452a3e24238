package io.offbeat.checks.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.offbeat.ingest.BlockForwarder;
import io.offbeat.local.StreamBlockForwarder;
import io.offbeat.local.stream.ShardedStream;
import io.offbeat.model.Bucket;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

class StreamBlockForwarderTest implements BlockForwarderContract {
  private final InstantSource clock = InstantSource.fixed(Instant.EPOCH);
  private final ShardedStream stream = new ShardedStream("blocks", 4, Instant.EPOCH);

  @Override
  public BlockForwarder forwarder() {
    return new StreamBlockForwarder(stream, clock);
  }

  @Override
  public List<String> onStream(Bucket bucket) {
    return stream.all().stream()
        .filter(record -> record.partitionKey().equals(bucket.partitionKey()))
        .map(record -> UTF_8.decode(record.data()).toString())
        .toList();
  }
}
