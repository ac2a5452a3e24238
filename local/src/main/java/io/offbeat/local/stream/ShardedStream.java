package io.offbeat.local.stream;

import io.offbeat.lambda.StreamRecord;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedCollection;
import java.util.Set;
import java.util.stream.Collectors;

/// A Kinesis data stream in memory: shards that share the ring of 128-bit hash keys, each a list of
/// records under increasing sequence numbers
/// (https://docs.aws.amazon.com/streams/latest/dev/key-concepts.html).
///
/// Shards split and merge: a closed one keeps its records, and its children say who their parents
/// are
/// (https://docs.aws.amazon.com/streams/latest/dev/kinesis-using-sdk-java-after-resharding.html).
/// It keeps every record until its mapping lets go of it. Not for several threads.
public final class ShardedStream {
  private static final BigInteger RING = BigInteger.ONE.shiftLeft(128);

  /// What AWS's sequence numbers begin with; they have 56 digits.
  private static final BigInteger FIRST = BigInteger.TEN.pow(53).multiply(BigInteger.valueOf(495));

  /// Room for the records of one microsecond of opening.
  private static final BigInteger ROOM = BigInteger.TEN.pow(32);

  private final String name;
  private final List<Shard> shards = new ArrayList<>();

  /// Every record that a shard still has, by its sequence number, oldest first.
  private final LinkedHashMap<BigInteger, StreamRecord> all = new LinkedHashMap<>();

  private BigInteger next;

  /// A part of the ring of hash keys.
  public final class Shard {
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

    /// Its name.
    public String id() {
      return id;
    }

    /// The first hash key that it holds.
    public BigInteger from() {
      return from;
    }

    /// The shards that it was made of: none at first, two after a merge.
    List<Shard> parents() {
      return parents;
    }

    /// The records that it still has, oldest first.
    List<StreamRecord> records() {
      return records;
    }

    /// Lets go of the oldest records.
    void forget(int count) {
      List<StreamRecord> oldest = records.subList(0, count);
      oldest.forEach(record -> all.remove(record.sequenceNumber()));
      oldest.clear();
    }

    /// Whether it takes no more records.
    boolean isClosed() {
      return closed;
    }

    private boolean holds(BigInteger key) {
      return !closed && key.compareTo(from) >= 0 && key.compareTo(to) < 0;
    }
  }

  /// @param name name of the stream
  /// @param count how many shards share the ring at first, at least 1
  /// @param opened its sequence numbers begin here: a stream of the same name that was opened at
  ///   another microsecond shares none with this one
  public ShardedStream(String name, int count, Instant opened) {
    if (count < 1) {
      throw new IllegalArgumentException("a stream needs a shard: " + count);
    }
    this.name = name;
    BigInteger micros = BigInteger.valueOf(ChronoUnit.MICROS.between(Instant.EPOCH, opened));
    this.next = FIRST.add(micros.multiply(ROOM));
    for (int i = 0; i < count; i++) {
      add(share(i, count), share(i + 1, count), List.of());
    }
  }

  private static BigInteger share(int part, int count) {
    return RING.multiply(BigInteger.valueOf(part)).divide(BigInteger.valueOf(count));
  }

  /// Name of the stream.
  public String name() {
    return name;
  }

  /// Every shard that ever was, oldest first.
  public List<Shard> shards() {
    return Collections.unmodifiableList(shards);
  }

  /// Every record that it still has, in the order in which they came.
  public SequencedCollection<StreamRecord> all() {
    return Collections.unmodifiableSequencedCollection(all.sequencedValues());
  }

  /// Puts a record where the MD5 of its partition key falls on the ring.
  ///
  /// @return the record as the shard holds it
  public StreamRecord put(String partitionKey, Instant arrivedAt, byte[] data) {
    return put(partitionKey, new BigInteger(1, Md5.of(partitionKey)), arrivedAt, data);
  }

  /// Puts a record where an explicit hash key says, whatever its partition key.
  ///
  /// @param key place on the ring, 0 to 2^128 - 1
  /// @return the record as the shard holds it
  public StreamRecord put(String partitionKey, BigInteger key, Instant arrivedAt, byte[] data) {
    for (Shard shard : shards) {
      if (shard.holds(key)) {
        return append(shard, partitionKey, arrivedAt, data);
      }
    }
    throw new IllegalArgumentException("hash key is not on the ring: " + key);
  }

  /// Puts a record on every open shard.
  ///
  /// @return the shards' names
  public Set<String> putOnEach(String partitionKey, Instant arrivedAt, byte[] data) {
    return open().stream()
        .map(shard -> append(shard, partitionKey, arrivedAt, data).shard())
        .collect(Collectors.toUnmodifiableSet());
  }

  private StreamRecord append(Shard shard, String partitionKey, Instant arrivedAt, byte[] data) {
    var record = new StreamRecord(shard.id, next, partitionKey, arrivedAt, ByteBuffer.wrap(data));
    next = next.add(BigInteger.ONE);
    shard.records.add(record);
    all.put(record.sequenceNumber(), record);
    return record;
  }

  /// Splits an open shard in the middle.
  public void split(int which) {
    Shard shard = open().get(Math.floorMod(which, open().size()));
    BigInteger middle = shard.from.add(shard.to).shiftRight(1);
    shard.closed = true;
    add(shard.from, middle, List.of(shard));
    add(middle, shard.to, List.of(shard));
  }

  /// Merges an open shard with its right neighbour, if it has one.
  public void merge(int which) {
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
  public List<Shard> open() {
    return shards.stream().filter(shard -> !shard.closed).toList();
  }

  private void add(BigInteger from, BigInteger to, List<Shard> parents) {
    shards.add(new Shard("shardId-%012d".formatted(shards.size()), from, to, parents));
  }
}
