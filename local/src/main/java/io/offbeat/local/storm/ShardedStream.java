package io.offbeat.local.storm;

import io.offbeat.lambda.StreamRecord;
import io.offbeat.local.stream.Md5;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// A Kinesis data stream whose shards split and merge: a closed shard keeps its records, and its
/// children say who their parents are
/// (https://docs.aws.amazon.com/streams/latest/dev/kinesis-using-sdk-java-after-resharding.html).
final class ShardedStream {
  private static final BigInteger RING = BigInteger.ONE.shiftLeft(128);

  /// Sequence numbers have this many digits, the first a 4.
  private static final BigInteger FIRST = BigInteger.TEN.pow(53).multiply(BigInteger.valueOf(495));

  private final String name;
  private final List<Shard> shards = new ArrayList<>();
  private final List<StreamRecord> all = new ArrayList<>();
  private BigInteger next = FIRST;

  /// A part of the ring of hash keys.
  static final class Shard {
    private final String id;
    private final BigInteger from;
    private final BigInteger to;
    private final List<Shard> parents;
    private final List<StreamRecord> records = new ArrayList<>();
    private boolean closed;

    private Shard(String id, BigInteger from, BigInteger to, List<Shard> parents) {
      this.id = id;
      this.from = from;
      this.to = to;
      this.parents = List.copyOf(parents);
    }

    String id() {
      return id;
    }

    /// The first hash key that it holds.
    BigInteger from() {
      return from;
    }

    List<Shard> parents() {
      return parents;
    }

    List<StreamRecord> records() {
      return records;
    }

    boolean isClosed() {
      return closed;
    }

    private boolean holds(BigInteger key) {
      return !closed && key.compareTo(from) >= 0 && key.compareTo(to) < 0;
    }
  }

  /// @param name name of the stream
  /// @param count how many shards share the ring at first
  ShardedStream(String name, int count) {
    this.name = name;
    for (int i = 0; i < count; i++) {
      add(share(i, count), share(i + 1, count), List.of());
    }
  }

  private static BigInteger share(int part, int count) {
    return RING.multiply(BigInteger.valueOf(part)).divide(BigInteger.valueOf(count));
  }

  String name() {
    return name;
  }

  /// Every shard that ever was, oldest first.
  List<Shard> shards() {
    return Collections.unmodifiableList(shards);
  }

  /// Every record, in the order in which they came.
  List<StreamRecord> all() {
    return Collections.unmodifiableList(all);
  }

  StreamRecord put(String partitionKey, Instant arrivedAt, byte[] data) {
    return put(partitionKey, new BigInteger(1, Md5.of(partitionKey)), arrivedAt, data);
  }

  StreamRecord put(String partitionKey, BigInteger key, Instant arrivedAt, byte[] data) {
    Shard shard = shards.stream().filter(s -> s.holds(key)).findFirst().orElseThrow();
    var record = new StreamRecord(shard.id, next, partitionKey, arrivedAt, ByteBuffer.wrap(data));
    next = next.add(BigInteger.ONE);
    shard.records.add(record);
    all.add(record);
    return record;
  }

  /// Splits an open shard in the middle.
  void split(int which) {
    Shard shard = open().get(Math.floorMod(which, open().size()));
    BigInteger middle = shard.from.add(shard.to).shiftRight(1);
    shard.closed = true;
    add(shard.from, middle, List.of(shard));
    add(middle, shard.to, List.of(shard));
  }

  /// Merges an open shard with its right neighbour, if it has one.
  void merge(int which) {
    List<Shard> open = open();
    Shard left = open.get(Math.floorMod(which, open.size()));
    open.stream()
        .filter(right -> right.from.equals(left.to))
        .findFirst()
        .ifPresent(right -> {
          left.closed = true;
          right.closed = true;
          add(left.from, right.to, List.of(left, right));
        });
  }

  /// The shards that take records now.
  List<Shard> open() {
    return shards.stream().filter(shard -> !shard.closed).toList();
  }

  private void add(BigInteger from, BigInteger to, List<Shard> parents) {
    shards.add(new Shard("shardId-%012d".formatted(shards.size()), from, to, parents));
  }
}
