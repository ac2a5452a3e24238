package io.offbeat.ingest.format;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/// Reads one message of protocol buffers, field by field, without copying it
/// (https://protobuf.dev/programming-guides/encoding/).
///
/// After [#next] the field's value is read once, by the method of its type, or skipped.
final class ProtobufReader {
  private static final int VARINT = 0;
  private static final int FIXED_64 = 1;
  private static final int LENGTH_DELIMITED = 2;
  private static final int FIXED_32 = 5;
  private static final int MOST_VARINT_BITS = 64;

  private final byte[] bytes;
  private final int end;
  private int at;
  private int tag;

  /// A message that breaks the encoding.
  static final class Malformed extends Exception {
    private static final long serialVersionUID = 1;

    Malformed(String message) {
      super(message);
    }
  }

  ProtobufReader(byte[] bytes) {
    this(bytes, 0, bytes.length);
  }

  /// @param from where the message begins
  /// @param end where it ends
  ProtobufReader(byte[] bytes, int from, int end) {
    this.bytes = bytes;
    this.at = from;
    this.end = end;
  }

  /// Goes to the next field; false at the message's end.
  boolean next() throws Malformed {
    if (at == end) {
      return false;
    }
    long read = readVarint();
    tag = (int) read;
    if (read != (tag & 0xffffffffL) || field() == 0) {
      throw new Malformed("no field has the tag " + read);
    }
    return true;
  }

  /// Number of the field.
  int field() {
    return tag >>> 3;
  }

  /// Whether the field holds a text, bytes or a message.
  boolean isDelimited() {
    return type() == LENGTH_DELIMITED;
  }

  private int type() {
    return tag & 7;
  }

  /// The field's varint.
  long varint() throws Malformed {
    require(VARINT);
    return readVarint();
  }

  /// The field's eight bytes.
  long fixed64() throws Malformed {
    require(FIXED_64);
    return readFixed64();
  }

  /// The field's double.
  double float64() throws Malformed {
    return Double.longBitsToDouble(fixed64());
  }

  /// The field's message.
  ProtobufReader message() throws Malformed {
    int from = readDelimited();
    return new ProtobufReader(bytes, from, at);
  }

  /// The field's bytes.
  byte[] delimited() throws Malformed {
    int from = readDelimited();
    return Arrays.copyOfRange(bytes, from, at);
  }

  /// The field's text.
  String text() throws Malformed {
    int from = readDelimited();
    return new String(bytes, from, at - from, UTF_8);
  }

  /// Passes over the field.
  void skip() throws Malformed {
    switch (type()) {
      case VARINT -> readVarint();
      case FIXED_64 -> readFixed64();
      case LENGTH_DELIMITED -> readDelimited();
      case FIXED_32 -> advance(Integer.BYTES);
      default -> throw new Malformed("wire type " + type());
    }
  }

  private void require(int type) throws Malformed {
    if (type() != type) {
      throw new Malformed("field %d has wire type %d, not %d".formatted(field(), type(), type));
    }
  }

  private long readVarint() throws Malformed {
    long value = 0;
    for (int shift = 0; shift < MOST_VARINT_BITS; shift += 7) {
      byte b = bytes[advance(1)];
      value |= (b & 0x7fL) << shift;
      if (b >= 0) {
        return value;
      }
    }
    throw new Malformed("varint without an end");
  }

  private long readFixed64() throws Malformed {
    int from = advance(Long.BYTES);
    long value = 0;
    for (int i = Long.BYTES - 1; i >= 0; i--) {
      value = value << 8 | (bytes[from + i] & 0xffL);
    }
    return value;
  }

  private int readDelimited() throws Malformed {
    require(LENGTH_DELIMITED);
    long length = readVarint();
    if (length < 0 || length > end - at) {
      throw new Malformed("length of %d in %d bytes".formatted(length, end - at));
    }
    return advance((int) length);
  }

  /// Where the next bytes begin.
  private int advance(int length) throws Malformed {
    if (length > end - at) {
      throw new Malformed("ends too early");
    }
    int from = at;
    at += length;
    return from;
  }
}
