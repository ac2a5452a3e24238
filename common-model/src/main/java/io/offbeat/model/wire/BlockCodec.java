package io.offbeat.model.wire;

import io.offbeat.model.Block;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/// Blocks as bytes: the records of the stream `blocks`.
///
/// Two letters `OB`, a version, then a zlib stream of the body, which [BlockWriter] and
/// [BlockReader] lay out in columns. The same block always makes the same body; what is decoded
/// equals what was encoded, to the bit and the nanosecond. `docs/wire-format.md` has the bytes.
public final class BlockCodec {
  /// The version written, and the only one read.
  public static final int VERSION = 1;

  /// Most readings in a block.
  public static final int MAX_READINGS = 20_000;

  /// Longest name of a device, metric, unit or shard, in bytes of UTF-8.
  public static final int MAX_NAME_BYTES = 256;

  /// Longest body: above 20,000 readings, each with three names of its own.
  static final int MAX_BODY_BYTES = 32 << 20;

  private static final byte[] HEADER = {'O', 'B', VERSION};

  private BlockCodec() {}

  /// The block's bytes.
  ///
  /// @throws IllegalArgumentException when it holds more readings or longer names than a block may,
  ///   or instants further apart than its unit of time can count
  public static byte[] encode(Block block) {
    return deflate(BlockWriter.body(block));
  }

  /// The block that the buffer's remaining bytes hold. The buffer is left as it was.
  ///
  /// @throws WireFormatException when they hold none, or one of a newer version
  public static Block decode(ByteBuffer bytes) {
    try {
      return BlockReader.block(inflate(bytes.duplicate()));
    } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
      throw new WireFormatException("not a block: " + e.getMessage(), e);
    }
  }

  private static byte[] deflate(byte[] body) {
    try (var deflater = new Deflater()) {
      deflater.setInput(body);
      deflater.finish();
      var bytes = new ByteArrayOutputStream(body.length / 2 + HEADER.length);
      bytes.writeBytes(HEADER);
      byte[] buffer = new byte[8192];
      while (!deflater.finished()) {
        bytes.write(buffer, 0, deflater.deflate(buffer));
      }
      return bytes.toByteArray();
    }
  }

  /// The body inside a block's bytes.
  static byte[] inflate(ByteBuffer bytes) {
    for (byte expected : HEADER) {
      if (!bytes.hasRemaining() || bytes.get() != expected) {
        throw new WireFormatException("expected a block: 'OB', then version " + VERSION);
      }
    }
    try (var inflater = new Inflater()) {
      inflater.setInput(bytes);
      var body = new ByteArrayOutputStream();
      byte[] buffer = new byte[8192];
      while (!inflater.finished()) {
        int count = inflater.inflate(buffer);
        body.write(buffer, 0, count);
        if (body.size() > MAX_BODY_BYTES) {
          throw new WireFormatException(
              "expected a body of at most %d bytes".formatted(MAX_BODY_BYTES));
        }
        if (count == 0 && !inflater.finished()) {
          throw new WireFormatException("expected more of the body after byte " + body.size());
        }
      }
      if (bytes.hasRemaining()) {
        throw new WireFormatException(
            "expected the end of the block: %d bytes follow".formatted(bytes.remaining()));
      }
      return body.toByteArray();
    } catch (DataFormatException e) {
      throw new WireFormatException("expected a zlib stream: " + e.getMessage(), e);
    }
  }
}
