package io.offbeat.ingest.format;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

/// The bytes of a record, or of what a container held, with what the formats ask of them.
final class Payload {
  /// How many fields of an object are looked at to tell its format.
  private static final int MOST_KEYS = 64;

  private final byte[] bytes;
  private final Instant arrivedAt;
  private final String device;
  private final int jsonAt;
  private @Nullable Set<String> keys;

  /// @param bytes the bytes
  /// @param arrivedAt time of readings without a time of their own
  /// @param device device of readings that name none; empty: such readings are poison
  Payload(byte[] bytes, Instant arrivedAt, String device) {
    this.bytes = bytes;
    this.arrivedAt = arrivedAt;
    this.device = device;
    this.jsonAt = firstBracket(bytes);
  }

  byte[] bytes() {
    return bytes;
  }

  /// Arrival time of the record, for readings without a time of their own.
  Instant arrivedAt() {
    return arrivedAt;
  }

  /// Device of readings that name none; empty when it is not known.
  String device() {
    return device;
  }

  /// The text that the bytes are; empty when they are not UTF-8.
  Optional<String> text() {
    return Utf8.text(bytes);
  }

  /// Whether a line begins as JSON does.
  boolean isJson() {
    return jsonAt >= 0;
  }

  /// The fields of the first object; none when there is none, or it is broken.
  Set<String> keys() {
    Set<String> known = keys;
    if (known == null) {
      known = readKeys();
      keys = known;
    }
    return known;
  }

  private Set<String> readKeys() {
    Set<String> found = new LinkedHashSet<>();
    if (!isJson()) {
      return found;
    }
    try (JsonParser json =
        JsonDocument.JSON.createParser(
            ObjectReadContext.empty(), bytes, jsonAt, bytes.length - jsonAt)) {
      JsonToken token = json.nextToken();
      if (token == JsonToken.START_ARRAY) {
        token = json.nextToken();
      }
      while (token == JsonToken.START_OBJECT
          && found.size() < MOST_KEYS
          && json.nextToken() == JsonToken.PROPERTY_NAME) {
        found.add(json.currentName());
        if (isTold(found)) {
          return found;
        }
        json.nextToken();
        json.skipChildren();
      }
      return found;
    } catch (JacksonException e) {
      return Set.of();
    }
  }

  /// What is known by its first fields should cost no second look.
  private static boolean isTold(Set<String> found) {
    return (found.contains("device") && (found.contains("metric") || found.contains("values")))
        || found.contains("resourceMetrics")
        || found.contains("logGroup");
  }

  private static int firstBracket(byte[] bytes) {
    boolean lineBegins = true;
    for (int i = 0; i < bytes.length; i++) {
      byte b = bytes[i];
      if (lineBegins && (b == '{' || b == '[')) {
        return i;
      }
      lineBegins = b == '\n' || (lineBegins && isInvisible(b));
    }
    return -1;
  }

  /// White space, or a byte of the mark that some editors put first (EF BB BF).
  private static boolean isInvisible(byte b) {
    return b == ' '
        || b == '\t'
        || b == '\r'
        || b == (byte) 0xef
        || b == (byte) 0xbb
        || b == (byte) 0xbf;
  }
}
