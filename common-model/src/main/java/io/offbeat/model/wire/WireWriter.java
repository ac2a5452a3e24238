package io.offbeat.model.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;

/// Writes the few shapes that a body is made of; [WireReader] reads them.
final class WireWriter {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  byte[] bytes() {
    return bytes.toByteArray();
  }

  /// One byte.
  void octet(int value) {
    bytes.write(value);
  }

  /// Seven bits a byte, lowest first, the top bit set on all but the last (LEB128).
  void unsigned(long value) {
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      bytes.write((int) (rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    bytes.write((int) rest);
  }

  /// 0, -1, 1, -2, … as unsigned 0, 1, 2, 3, … (zigzag).
  void signed(long value) {
    unsigned((value << 1) ^ (value >> 63));
  }

  /// The eight bytes of a double, highest first.
  void bits(double value) {
    bytes.writeBytes(ByteBuffer.allocate(Double.BYTES).putDouble(value).array());
  }

  /// Length, then two's complement, highest byte first.
  void integer(BigInteger value) {
    byte[] digits = value.toByteArray();
    if (digits.length > WireReader.MAX_INTEGER_BYTES) {
      throw new IllegalArgumentException("integer is too long for a block: " + value);
    }
    unsigned(digits.length);
    bytes.writeBytes(digits);
  }

  /// Length, then UTF-8.
  void name(String name) {
    if (!UTF_8.newEncoder().canEncode(name)) {
      throw new IllegalArgumentException("name is not Unicode: '%s'".formatted(name));
    }
    byte[] utf8 = name.getBytes(UTF_8);
    if (utf8.length > BlockCodec.MAX_NAME_BYTES) {
      throw new IllegalArgumentException("name is too long for a block: '%s'".formatted(name));
    }
    unsigned(utf8.length);
    bytes.writeBytes(utf8);
  }
}
