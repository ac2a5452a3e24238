package io.offbeat.local.stream;

import io.offbeat.lambda.StreamRecord;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// One shard: records in the order they came, until they are trimmed.
final class LocalShard {
  /// What AWS's sequence numbers begin with; they have 56 digits.
  private static final BigInteger FIRST = BigInteger.TEN.pow(53).multiply(BigInteger.valueOf(495));

  /// Room for the records of one microsecond of opening.
  private static final BigInteger ROOM = BigInteger.TEN.pow(32);

  private final String id;
  private final Deque<StreamRecord> records = new ArrayDeque<>();
  private BigInteger next;

  LocalShard(String id, Instant opened) {
    this.id = id;
    BigInteger micros = BigInteger.valueOf(ChronoUnit.MICROS.between(Instant.EPOCH, opened));
    this.next = FIRST.add(micros.multiply(ROOM));
  }

  String id() {
    return id;
  }

  StreamRecord append(String partitionKey, Instant arrivedAt, byte[] data) {
    var record = new StreamRecord(id, next, partitionKey, arrivedAt, ByteBuffer.wrap(data));
    records.addLast(record);
    next = next.add(BigInteger.ONE);
    return record;
  }

  /// The oldest records that are still here, at most `limit`.
  List<StreamRecord> oldest(int limit) {
    return records.stream().limit(limit).toList();
  }

  /// Lets go of the oldest records.
  void trim(int count) {
    for (int i = 0; i < count; i++) {
      records.removeFirst();
    }
  }
}
