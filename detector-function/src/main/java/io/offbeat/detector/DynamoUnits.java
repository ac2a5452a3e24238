package io.offbeat.detector;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The capacity units that loads and saves took, as DynamoDB counts them: a write unit for each KB
/// that an item begins, a read unit for each 4 KB
/// (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/capacity-unit-consumption.html).
/// Counted from the items, so that they are the same against an emulator. Thread-safe.
public final class DynamoUnits {
  private static final int WRITE_BYTES = 1 << 10;
  private static final int READ_BYTES = 1 << 12;

  private final LongAdder read = new LongAdder();
  private final LongAdder written = new LongAdder();

  /// Units of consistent reads so far.
  public long read() {
    return read.sum();
  }

  /// Units of writes so far.
  public long written() {
    return written.sum();
  }

  /// Counts a consistent read of an item; of none, its map is empty and it takes one too.
  void read(Map<String, AttributeValue> item) {
    read.add(Math.max(1, Math.ceilDiv(bytes(item), READ_BYTES)));
  }

  /// Counts a write of an item, whether or not its condition held.
  void write(Map<String, AttributeValue> item) {
    written.add(Math.ceilDiv(bytes(item), WRITE_BYTES));
  }

  /// An item's size: of names and texts the bytes of UTF-8, of numbers one for two digits and one.
  static int bytes(Map<String, AttributeValue> item) {
    int bytes = 0;
    for (Map.Entry<String, AttributeValue> attribute : item.entrySet()) {
      bytes += utf8(attribute.getKey()) + bytes(attribute.getValue());
    }
    return bytes;
  }

  private static int bytes(AttributeValue value) {
    return switch (value.type()) {
      case S -> utf8(value.s());
      case N -> Math.ceilDiv(value.n().length(), 2) + 1;
      case B -> value.b().asByteArrayUnsafe().length;
      case M, L, BS, NS, SS, BOOL, NUL, UNKNOWN_TO_SDK_VERSION ->
          throw new IllegalArgumentException("a device has no attribute of type " + value.type());
    };
  }

  private static int utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
