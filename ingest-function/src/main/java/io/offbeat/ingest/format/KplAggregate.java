package io.offbeat.ingest.format;

import io.offbeat.ingest.format.ProtobufReader.Malformed;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

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
  public Opened open(byte[] bytes) throws Unopened {
    try {
      int keys = count(PARTITION_KEYS, aggregate(bytes));
      int hashes = count(HASH_KEYS, aggregate(bytes));
      List<byte[]> held = new ArrayList<>();
      var aggregate = aggregate(bytes);
      while (aggregate.next()) {
        if (aggregate.field() == RECORDS) {
          held.add(data(aggregate.message(), keys, hashes));
          Allowance.require(held.size());
        } else {
          aggregate.skip();
        }
      }
      return new Opened(held, true);
    } catch (Malformed e) {
      throw new Unopened(Violation.CORRUPT);
    }
  }

  private static ProtobufReader aggregate(byte[] bytes) {
    return new ProtobufReader(bytes, MAGIC.length, bytes.length - MD5_BYTES);
  }

  /// How many entries a table has; it may stand after the records.
  private static int count(int field, ProtobufReader aggregate) throws Malformed {
    int count = 0;
    while (aggregate.next()) {
      count += aggregate.field() == field ? 1 : 0;
      aggregate.skip();
    }
    return count;
  }

  private static byte[] data(ProtobufReader record, int keys, int hashes)
      throws Malformed, Unopened {
    boolean keyed = false;
    byte[] data = null;
    while (record.next()) {
      switch (record.field()) {
        case KEY_INDEX -> {
          requireIndex(record.varint(), keys);
          keyed = true;
        }
        case HASH_INDEX -> requireIndex(record.varint(), hashes);
        case DATA -> {
          if (data != null) {
            throw new Unopened(Violation.CORRUPT);
          }
          data = record.delimited();
        }
        default -> record.skip();
      }
    }
    if (data == null || !keyed) {
      throw new Unopened(Violation.CORRUPT);
    }
    return data;
  }

  private static void requireIndex(long index, int size) throws Unopened {
    if (index < 0 || index >= size) {
      throw new Unopened(Violation.BAD_INDEX);
    }
  }
}
