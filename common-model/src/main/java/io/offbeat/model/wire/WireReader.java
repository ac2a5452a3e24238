package io.offbeat.model.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;

/// Reads the few shapes that a body is made of, and says what it expected where bytes are something
/// else. Never allocates more than the bytes that are there can fill.
final class WireReader {
  /// Longest whole number: Kinesis's sequence numbers take 24.
  static final int MAX_INTEGER_BYTES = 64;

  private final ByteBuffer bytes;

  WireReader(byte[] bytes) {
    this.bytes = ByteBuffer.wrap(bytes);
  }

  int octet(String what) {
    require(1, what);
    return bytes.get() & 0xff;
  }

  long unsigned(String what) {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      int octet = octet(what);
      value |= (long) (octet & 0x7f) << shift;
      if (octet < 0x80) {
        return value;
      }
    }
    throw expected(what + " of at most ten bytes");
  }

  long signed(String what) {
    long value = unsigned(what);
    return (value >>> 1) ^ -(value & 1);
  }

  /// An unsigned number from `least` to `most`.
  int bounded(String what, int least, int most) {
    long value = unsigned(what);
    if (value < least || value > most) {
      throw expected("%s from %d to %d, not %d".formatted(what, least, most, value));
    }
    return (int) value;
  }

  /// How many entries follow, of which each takes at least a byte.
  int count(String what, int least, int most) {
    int count = bounded(what, least, most);
    require(count, what);
    return count;
  }

  /// `previous` and a signed difference, from 0 to `size - 1`.
  int index(String what, long previous, long size) {
    long index = previous + signed(what);
    if (index < 0 || index >= size) {
      throw expected("%s from 0 to %d, not %d".formatted(what, size - 1, index));
    }
    return (int) index;
  }

  double bits(String what) {
    require(Double.BYTES, what);
    return bytes.getDouble();
  }

  BigInteger integer(String what) {
    byte[] digits = new byte[count("length of " + what, 1, MAX_INTEGER_BYTES)];
    bytes.get(digits);
    return new BigInteger(digits);
  }

  String name(String what) {
    int length = bounded("length of " + what, 0, BlockCodec.MAX_NAME_BYTES);
    require(length, what);
    ByteBuffer utf8 = bytes.slice(bytes.position(), length);
    bytes.position(bytes.position() + length);
    try {
      return UTF_8.newDecoder().decode(utf8).toString();
    } catch (CharacterCodingException e) {
      throw new WireFormatException("expected %s in UTF-8".formatted(what), e);
    }
  }

  void end() {
    if (bytes.hasRemaining()) {
      throw expected("the end of the body");
    }
  }

  private void require(int count, String what) {
    if (bytes.remaining() < count) {
      throw expected(what + ", not the end of the body");
    }
  }

  private WireFormatException expected(String what) {
    return new WireFormatException("expected %s, at byte %d".formatted(what, bytes.position()));
  }
}
