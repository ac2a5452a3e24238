package io.offbeat.model;

import java.math.BigInteger;

/// Devices that travel together: the top bits of a hash of the device's name.
///
/// The same bits lead the explicit hash key of the bucket's blocks, so that buckets spread evenly
/// over shards, and a bucket stays inside one shard's range when a shard splits.
///
/// @param id 0 to `count - 1`
/// @param count how many buckets there are, a power of two from 1 to 65,536
public record Bucket(int id, int count) {
  /// Kinesis hashes partition keys to 128 bits.
  private static final int RING_BITS = 128;

  private static final int HASH_BITS = 16;

  public Bucket {
    if (count < 1 || count > 1 << 16 || Integer.bitCount(count) != 1) {
      throw new IllegalArgumentException(
          "bucket count must be a power of two from 1 to 65536: " + count);
    }
    if (id < 0 || id >= count) {
      throw new IllegalArgumentException("bucket id must be 0 to %d: %d".formatted(count - 1, id));
    }
  }

  /// The bucket in which a device travels.
  public static Bucket of(String device, int count) {
    byte[] hash = Digest.sha256(device);
    int top16 = ((hash[0] & 0xff) << 8) | (hash[1] & 0xff);
    return new Bucket(top16 >>> (HASH_BITS - bits(count)), count);
  }

  /// The bucket's place on the ring of 128-bit hash keys, as Kinesis takes it: decimal digits.
  public String explicitHashKey() {
    return BigInteger.valueOf(id).shiftLeft(RING_BITS - bits(count)).toString();
  }

  /// Partition key of the bucket's blocks.
  public String partitionKey() {
    return Integer.toString(id);
  }

  private static int bits(int count) {
    return Integer.numberOfTrailingZeros(count);
  }
}
