package io.offbeat.model;

import java.math.BigInteger;

/// Where in the stream `readings` a reading came from: what tells a replay from a new reading.
///
/// Positions are compared within one shard only; Kinesis promises no order across shards
/// (https://docs.aws.amazon.com/streams/latest/dev/key-concepts.html).
///
/// @param shard shard of the record
/// @param sequenceNumber sequence number of the record, compared as an integer
/// @param ordinal place of the reading inside its record, >= 0
public record SourcePosition(String shard, BigInteger sequenceNumber, int ordinal) {
  public SourcePosition {
    if (ordinal < 0 || sequenceNumber.signum() < 0) {
      throw new IllegalArgumentException(
          "source position is negative: %s %s/%d".formatted(shard, sequenceNumber, ordinal));
    }
  }

  /// Whether this reading came after `other`.
  ///
  /// @throws IllegalArgumentException when the shards differ
  public boolean isAfter(SourcePosition other) {
    if (!shard.equals(other.shard)) {
      throw new IllegalArgumentException(
          "positions of two shards have no order: %s, %s".formatted(this, other));
    }
    int order = sequenceNumber.compareTo(other.sequenceNumber);
    return order > 0 || (order == 0 && ordinal > other.ordinal);
  }
}
