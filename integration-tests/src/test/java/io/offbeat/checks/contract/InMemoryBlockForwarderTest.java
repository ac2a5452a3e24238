package io.offbeat.checks.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.offbeat.ingest.BlockForwarder;
import io.offbeat.ingest.InMemoryBlockForwarder;
import io.offbeat.model.Bucket;
import java.util.List;

class InMemoryBlockForwarderTest implements BlockForwarderContract {
  private final InMemoryBlockForwarder forwarder = new InMemoryBlockForwarder();

  @Override
  public BlockForwarder forwarder() {
    return forwarder;
  }

  @Override
  public List<String> onStream(Bucket bucket) {
    return forwarder.blocks().stream()
        .filter(block -> block.bucket().equals(bucket))
        .map(block -> UTF_8.decode(block.data().duplicate()).toString())
        .toList();
  }
}
