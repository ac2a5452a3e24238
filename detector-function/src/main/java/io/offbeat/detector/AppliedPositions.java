package io.offbeat.detector;

import io.offbeat.model.AcceptedReading;
import io.offbeat.model.SourcePosition;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// How far each shard of `readings` is applied to one device: what tells a replay.
///
/// A shard's entry is its last position alone, because the readings of a device travel in one
/// bucket, and the blocks of a bucket keep a shard's order. Positions of two shards are never
/// compared.
final class AppliedPositions {
  private final Map<String, Entry> shards = new TreeMap<>();

  private record Entry(SourcePosition last, Instant arrivedAt) {}

  /// Whether the reading at this position is applied.
  boolean covers(SourcePosition source) {
    Entry entry = shards.get(source.shard());
    return entry != null && !source.isAfter(entry.last());
  }

  /// Notes that a reading is applied.
  void add(AcceptedReading accepted) {
    if (!covers(accepted.source())) {
      shards.put(accepted.source().shard(), new Entry(accepted.source(), accepted.arrivedAt()));
    }
  }

  /// When a shard's last reading arrived; empty when none of it is applied.
  Optional<Instant> arrivedAt(String shard) {
    return Optional.ofNullable(shards.get(shard)).map(Entry::arrivedAt);
  }

  /// The last position of each shard.
  Map<String, SourcePosition> byShard() {
    var positions = new TreeMap<String, SourcePosition>();
    shards.forEach((shard, entry) -> positions.put(shard, entry.last()));
    return positions;
  }

  /// Forgets the shards whose last reading arrived before an instant.
  void forgetBefore(Instant arrival) {
    shards.values().removeIf(entry -> entry.arrivedAt().isBefore(arrival));
  }

  void encode(DataOutput out) throws IOException {
    out.writeInt(shards.size());
    for (Entry entry : shards.values()) {
      SourcePosition last = entry.last();
      byte[] sequenceNumber = last.sequenceNumber().toByteArray();
      out.writeUTF(last.shard());
      out.writeByte(sequenceNumber.length);
      out.write(sequenceNumber);
      out.writeInt(last.ordinal());
      Instants.encode(entry.arrivedAt(), out);
    }
  }

  static AppliedPositions decode(DataInput in) throws IOException {
    var positions = new AppliedPositions();
    for (int left = in.readInt(); left > 0; left--) {
      String shard = in.readUTF();
      byte[] sequenceNumber = new byte[in.readUnsignedByte()];
      in.readFully(sequenceNumber);
      var last = new SourcePosition(shard, new BigInteger(sequenceNumber), in.readInt());
      if (positions.shards.put(shard, new Entry(last, Instants.decode(in))) != null) {
        throw new IOException("shard %s stands there twice".formatted(shard));
      }
    }
    return positions;
  }
}
