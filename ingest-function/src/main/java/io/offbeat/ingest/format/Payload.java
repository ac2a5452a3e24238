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
  private final Allowance allowance;
  private final int jsonAt;
  private @Nullable Set<String> keys;

  /// @param bytes the bytes
  /// @param arrivedAt time of readings without a time of their own
  /// @param device device of readings that name none; empty: such readings are poison
  /// @param allowance what it may cost
  Payload(byte[] bytes, Instant arrivedAt, String device, Allowance allowance) {
    this.bytes = bytes;
    this.arrivedAt = arrivedAt;
    this.device = device;
    this.allowance = allowance;
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

  /// What the payload's record may cost.
  Allowance allowance() {
    return allowance;
  }

  /// The text that the bytes are, without the mark that some editors put first; empty when they are
  /// not UTF-8.
  Optional<String> text() {
    return Utf8.text(bytes).map(text -> text.startsWith("\ufeff") ? text.substring(1) : text);
  }

  /// Whether a line begins as JSON does.
  boolean isJson() {
    return jsonAt >= 0;
  }

  /// The fields of the first object that has some and can be read: a broken line does not hide what
  /// the others are. None when there is no such object.
  Set<String> keys() {
    Set<String> known = keys;
    if (known == null) {
      known = readKeys();
      keys = known;
    }
    return known;
  }

  private Set<String> readKeys() {
    Optional<Set<String>> whole = isJson() ? keys(bytes, jsonAt) : Optional.of(Set.of());
    return whole.orElseGet(() ->
        PayloadLine.of(this).stream()
            .flatMap(line -> keys(line.bytes(), 0).stream())
            .filter(found -> !found.isEmpty())
            .findFirst()
            .orElse(Set.of()));
  }

  /// Empty when the text is broken before it has an object's fields.
  private static Optional<Set<String>> keys(byte[] text, int from) {
    try (JsonParser json =
        JsonDocument.JSON.createParser(ObjectReadContext.empty(), text, from, text.length - from)) {
      Set<String> found = new LinkedHashSet<>();
      while (found.isEmpty() && json.nextToken() != null) {
        if (json.currentToken() == JsonToken.START_OBJECT) {
          addKeys(json, found);
        } else if (json.streamReadContext().getNestingDepth() > 1) {
          json.skipChildren();
        }
      }
      return Optional.of(found);
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }

  private static void addKeys(JsonParser json, Set<String> found) {
    while (found.size() < MOST_KEYS
        && !isTold(found)
        && json.nextToken() == JsonToken.PROPERTY_NAME) {
      found.add(json.currentName());
      if (!isTold(found)) {
        json.nextToken();
        json.skipChildren();
      }
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
