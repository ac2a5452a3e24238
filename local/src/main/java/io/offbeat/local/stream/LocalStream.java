package io.offbeat.local.stream;

import io.offbeat.lambda.StreamRecord;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// A Kinesis data stream in memory: shards that share the ring of 128-bit hash keys evenly, each a
/// list of records under increasing sequence numbers
/// (https://docs.aws.amazon.com/streams/latest/dev/key-concepts.html).
///
/// It keeps a record until its one consumer has trimmed it. Not for several threads.
public final class LocalStream {
  private static final int RING_BITS = 128;

  /// Number of keys on the ring.
  private static final BigInteger RING = BigInteger.ONE.shiftLeft(RING_BITS);

  private final String name;
  private final NavigableMap<BigInteger, LocalShard> shardsByFirstKey = new TreeMap<>();

  /// @param name name of the stream
  /// @param shards how many shards it has, at least 1
  /// @param opened its sequence numbers begin here: a stream of the same name that was opened at
  ///   another microsecond shares none with this one
  public LocalStream(String name, int shards, Instant opened) {
    if (shards < 1) {
      throw new IllegalArgumentException("a stream needs a shard: " + shards);
    }
    this.name = name;
    for (int i = 0; i < shards; i++) {
      BigInteger firstKey = RING.multiply(BigInteger.valueOf(i)).divide(BigInteger.valueOf(shards));
      shardsByFirstKey.put(firstKey, new LocalShard("shardId-%012d".formatted(i), opened));
    }
  }

  /// Name of the stream.
  public String name() {
    return name;
  }

  /// Puts a record where the MD5 of its partition key falls on the ring.
  ///
  /// @return the record as the shard holds it
  public StreamRecord put(String partitionKey, Instant arrivedAt, byte[] data) {
    return put(partitionKey, new BigInteger(1, Md5.of(partitionKey)), arrivedAt, data);
  }

  /// Puts a record where an explicit hash key says, whatever its partition key.
  ///
  /// @param hashKey place on the ring, 0 to 2^128 - 1
  /// @return the record as the shard holds it
  public StreamRecord put(String partitionKey, BigInteger hashKey, Instant arrivedAt, byte[] data) {
    if (hashKey.signum() < 0 || hashKey.compareTo(RING) >= 0) {
      throw new IllegalArgumentException("hash key is not on the ring: " + hashKey);
    }
    Map.Entry<BigInteger, LocalShard> shard = shardsByFirstKey.floorEntry(hashKey);
    return shard.getValue().append(partitionKey, arrivedAt, data);
  }

  /// Puts a record on every shard.
  ///
  /// @return the shards' names
  public Set<String> putOnEach(String partitionKey, Instant arrivedAt, byte[] data) {
    return shardsByFirstKey.values().stream()
        .map(shard -> shard.append(partitionKey, arrivedAt, data).shard())
        .collect(Collectors.toUnmodifiableSet());
  }

  /// The shards, in the ring's order.
  Collection<LocalShard> shards() {
    return Collections.unmodifiableCollection(shardsByFirstKey.values());
  }
}
