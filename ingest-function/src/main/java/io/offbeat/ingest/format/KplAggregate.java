package io.offbeat.ingest.format;

import io.offbeat.ingest.format.ProtobufReader.Malformed;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Records that the Kinesis Producer Library put into one: four magic bytes, a protocol buffer, and
/// its MD5 (https://github.com/awslabs/amazon-kinesis-producer/blob/master/aggregation-format.md).
///
/// Where magic or sum are wrong the bytes are no aggregate, and stand for themselves. Which shard a
/// record was meant for is not asked: after a split or merge the answer would drop records.
record KplAggregate() implements Container {
  private static final byte[] MAGIC = {(byte) 0xf3, (byte) 0x89, (byte) 0x9a, (byte) 0xc2};
  private static final int MD5_BYTES = 16;

  private static final int PARTITION_KEYS = 1;
  private static final int HASH_KEYS = 2;
  private static final int RECORDS = 3;

  private static final int KEY_INDEX = 1;
  private static final int HASH_INDEX = 2;
  private static final int DATA = 3;

  @Override
  public boolean recognises(byte[] bytes) {
    return bytes.length >= MAGIC.length + MD5_BYTES
        && Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length)
        && Arrays.equals(
            md5(bytes, MAGIC.length, bytes.length - MD5_BYTES),
            Arrays.copyOfRange(bytes, bytes.length - MD5_BYTES, bytes.length));
  }

  private static byte[] md5(byte[] bytes, int from, int to) {
    try {
      var digest = MessageDigest.getInstance("MD5");
      digest.update(bytes, from, to - from);
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has MD5", e);
    }
  }

  @Override
  public List<byte[]> open(byte[] bytes) throws Unopened {
    try {
      return records(new ProtobufReader(bytes, MAGIC.length, bytes.length - MD5_BYTES));
    } catch (Malformed e) {
      throw new Unopened(Violation.CORRUPT);
    }
  }

  private static List<byte[]> records(ProtobufReader aggregate) throws Malformed, Unopened {
    List<Held> records = new ArrayList<>();
    int keys = 0;
    int hashes = 0;
    while (aggregate.next()) {
      switch (aggregate.field()) {
        case PARTITION_KEYS -> {
          aggregate.skip();
          keys++;
        }
        case HASH_KEYS -> {
          aggregate.skip();
          hashes++;
        }
        case RECORDS -> records.add(Held.of(aggregate.message()));
        default -> aggregate.skip();
      }
    }
    List<byte[]> held = new ArrayList<>();
    for (Held record : records) {
      held.add(record.within(keys, hashes));
    }
    return held;
  }

  /// @param key index of its partition key
  /// @param hash index of its explicit hash key, -1 for none
  /// @param data its payload, null when it is missing
  private record Held(long key, long hash, byte @Nullable [] data) {
    static Held of(ProtobufReader record) throws Malformed {
      long key = -1;
      long hash = -1;
      byte[] data = null;
      while (record.next()) {
        switch (record.field()) {
          case KEY_INDEX -> key = record.varint();
          case HASH_INDEX -> hash = record.varint();
          case DATA -> data = record.delimited();
          default -> record.skip();
        }
      }
      return new Held(key, hash, data);
    }

    byte[] within(int keys, int hashes) throws Unopened {
      if (data == null) {
        throw new Unopened(Violation.CORRUPT);
      }
      if (key < 0 || key >= keys || hash >= hashes) {
        throw new Unopened(Violation.BAD_INDEX);
      }
      return data;
    }
  }
}
