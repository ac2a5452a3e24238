package io.offbeat.lambda;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;

/// One record of a Kinesis stream, before decoding.
///
/// @param shard shard that holds it
/// @param sequenceNumber position in the shard
/// @param partitionKey key under which its producer put it
/// @param arrivedAt arrival time at Kinesis
/// @param data its payload, read-only
public record StreamRecord(
    String shard,
    BigInteger sequenceNumber,
    String partitionKey,
    Instant arrivedAt,
    ByteBuffer data) {

  public StreamRecord {
    data = data.asReadOnlyBuffer();
  }

  /// A copy of the payload.
  public byte[] bytes() {
    byte[] bytes = new byte[data.remaining()];
    data.duplicate().get(bytes);
    return bytes;
  }
}
