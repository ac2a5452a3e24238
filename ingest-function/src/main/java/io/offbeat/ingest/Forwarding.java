package io.offbeat.ingest;

import io.offbeat.lambda.BatchOutcome;
import io.offbeat.lambda.BatchOutcome.Completed;
import io.offbeat.lambda.BatchOutcome.RetryFrom;
import io.offbeat.lambda.Patience;
import io.offbeat.lambda.TransientFailure;
import io.offbeat.model.Bucket;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.stream.Stream;

/// The blocks of one batch on their way, at most one of a bucket in flight: a block goes out once
/// the stream has taken its predecessor, since the stream promises no order otherwise.
final class Forwarding {
  private final BlockForwarder forwarder;
  private final Map<Bucket, Queue<PackedBlock>> waiting = new LinkedHashMap<>();
  private boolean begun;
  private long readings;
  private long blocks;

  /// @param forwarder puts blocks on the stream
  /// @param blocks those of one bucket in source order
  Forwarding(BlockForwarder forwarder, List<PackedBlock> blocks) {
    this.forwarder = forwarder;
    for (PackedBlock block : blocks) {
      waiting.computeIfAbsent(block.bucket(), _ -> new ArrayDeque<>()).add(block);
    }
  }

  /// Forwards all blocks, trying again what the stream refuses until the time is up.
  ///
  /// @return where to resume, when blocks are left: at the lowest record that is inside one
  BatchOutcome finish(Patience patience) {
    try {
      patience.run(() -> attempt(patience));
      return new Completed();
    } catch (TransientFailure cause) {
      BigInteger lowest =
          left().map(PackedBlock::firstSource).min(Comparator.naturalOrder()).orElseThrow();
      return new RetryFrom(lowest, cause);
    }
  }

  /// Forwards all that the stream takes; but for the first, no call begins in the time that the
  /// answer needs. A bucket whose block is refused rests with all its later blocks, while the other
  /// buckets go on.
  ///
  /// @throws TransientFailure when some blocks are left
  private void attempt(Patience patience) {
    Set<Bucket> resting = new HashSet<>();
    List<PackedBlock> round = nextRound(resting);
    while (!round.isEmpty()) {
      for (List<PackedBlock> call : calls(round)) {
        if (begun) {
          patience.requireTime();
        }
        begun = true;
        Set<PackedBlock> refused = new HashSet<>(forwarder.forward(call));
        for (PackedBlock block : call) {
          if (refused.contains(block)) {
            resting.add(block.bucket());
          } else {
            taken(block);
          }
        }
      }
      round = nextRound(resting);
    }
    if (!resting.isEmpty()) {
      throw new TransientFailure("the stream refused the blocks of buckets " + resting);
    }
  }

  /// The blocks, split in their order into as few calls as the stream's limits allow.
  static List<List<PackedBlock>> calls(List<PackedBlock> blocks) {
    List<List<PackedBlock>> calls = new ArrayList<>();
    int from = 0;
    int bytes = 0;
    for (int i = 0; i < blocks.size(); i++) {
      int size = size(blocks.get(i));
      if (i - from == BlockForwarder.MAX_BLOCKS || bytes + size > BlockForwarder.MAX_BYTES) {
        calls.add(blocks.subList(from, i));
        from = i;
        bytes = 0;
      }
      bytes += size;
    }
    if (from < blocks.size()) {
      calls.add(blocks.subList(from, blocks.size()));
    }
    return calls;
  }

  private static int size(PackedBlock block) {
    return block.data().remaining() + block.bucket().partitionKey().length();
  }

  /// The first waiting block of each bucket that does not rest.
  private List<PackedBlock> nextRound(Set<Bucket> resting) {
    return waiting.values().stream()
        .map(Queue::element)
        .filter(block -> !resting.contains(block.bucket()))
        .toList();
  }

  private void taken(PackedBlock block) {
    readings += block.readings();
    blocks++;
    waiting.computeIfPresent(
        block.bucket(),
        (_, queue) -> {
          queue.remove();
          return queue.isEmpty() ? null : queue;
        });
  }

  /// How many readings are on the stream.
  long forwardedReadings() {
    return readings;
  }

  /// How many blocks are on the stream.
  long forwardedBlocks() {
    return blocks;
  }

  /// How many readings still wait.
  long leftReadings() {
    return left().mapToLong(PackedBlock::readings).sum();
  }

  private Stream<PackedBlock> left() {
    return waiting.values().stream().flatMap(Collection::stream);
  }
}
