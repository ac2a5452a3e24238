package io.offbeat.local.cli;

import io.offbeat.ingest.ArchiveCodec;
import io.offbeat.ingest.Archived;
import io.offbeat.lambda.StreamRecord;
import io.offbeat.model.Block;
import io.offbeat.model.wire.BlockCodec;
import io.offbeat.model.wire.WireFormatException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;

/// What a file holds that the pipeline could have written or read.
sealed interface DecodedFile {
  /// Records that are yet to be decoded.
  ///
  /// @param records those of an object of the archive or quarantine, or one of no shard
  record Records(List<StreamRecord> records) implements DecodedFile {}

  /// A block.
  ///
  /// @param block its readings
  record Readings(Block block) implements DecodedFile {}

  /// Tells by the bytes which it is: what is neither a block nor an object of ours is a record.
  ///
  /// @param arrivedAt when such a record counts as arrived
  /// @throws InputFailure when it begins as a block and is none, or is of a newer version
  static DecodedFile of(byte[] bytes, Instant arrivedAt) {
    if (bytes.length > 2 && bytes[0] == 'O' && bytes[1] == 'B' && bytes[2] < ' ') {
      return block(bytes);
    }
    try {
      return new Records(ArchiveCodec.decode(bytes).stream().map(Archived::record).toList());
    } catch (WireFormatException notOurs) {
      ByteBuffer data = ByteBuffer.wrap(bytes);
      return new Records(List.of(new StreamRecord("", BigInteger.ZERO, "", arrivedAt, data)));
    }
  }

  private static DecodedFile block(byte[] bytes) {
    try {
      return new Readings(BlockCodec.decode(ByteBuffer.wrap(bytes)));
    } catch (WireFormatException e) {
      throw new InputFailure("the file begins as a block, but: " + e.getMessage(), e);
    }
  }
}
