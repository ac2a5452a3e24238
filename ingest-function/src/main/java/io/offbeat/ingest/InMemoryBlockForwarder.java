package io.offbeat.ingest;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// A stream in memory, which takes every block.
public final class InMemoryBlockForwarder implements BlockForwarder {
  private final List<PackedBlock> blocks = new CopyOnWriteArrayList<>();

  @Override
  public List<PackedBlock> forward(List<PackedBlock> more) {
    blocks.addAll(more);
    return List.of();
  }

  /// What is on the stream, in the order in which it came.
  public List<PackedBlock> blocks() {
    return List.copyOf(blocks);
  }
}
