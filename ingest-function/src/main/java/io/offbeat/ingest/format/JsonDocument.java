package io.offbeat.ingest.format;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.core.util.JsonRecyclerPools;

/// What a text of JSON values, one after the other, holds.
///
/// @param found readings and poison, in the text's order
/// @param wellFormed whether it is JSON to its end
record JsonDocument(List<Decoded> found, boolean wellFormed) {
  /// Far deeper than readings nest, and shallow enough to cost nothing.
  static final int MAX_DEPTH = 32;

  /// Most tokens of a payload: those of 250,000 readings, each an object of seven fields.
  static final int MAX_TOKENS = 4_000_000;

  /// Longest text that is looked at, in characters.
  static final int MAX_STRING = 100_000;

  static final JsonFactory JSON =
      JsonFactory.builder()
          .recyclerPool(JsonRecyclerPools.threadLocalPool()) // a batch is one thread's
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxTokenCount(MAX_TOKENS)
                  .maxStringLength(MAX_STRING)
                  .build())
          .build();

  private static final String BYTE_ORDER_MARK = "\ufeff";

  /// Reads one object of a text.
  @FunctionalInterface
  interface Element {
    /// Adds what the object at the parser's token holds, which it leaves consumed.
    void read(JsonParser json, Places places, List<Decoded> found);
  }

  /// Reads a payload: as a whole when it is JSON throughout. When it is not, each line stands for
  /// itself, so that a broken line costs no other; unless no line is JSON either: then all before
  /// the fault counts, and the rest is one poison.
  static List<Decoded> readAll(Payload payload, Element element) {
    JsonDocument whole = read(payload.bytes(), 1, element);
    if (whole.wellFormed()) {
      return whole.found();
    }
    List<JsonDocument> lines = lines(payload, element);
    boolean eachForItself = lines.size() > 1 && lines.stream().anyMatch(JsonDocument::wellFormed);
    return eachForItself
        ? lines.stream().flatMap(line -> line.found().stream()).toList()
        : whole.found();
  }

  private static List<JsonDocument> lines(Payload payload, Element element) {
    List<JsonDocument> lines = new ArrayList<>();
    int readings = 0;
    for (PayloadLine line : PayloadLine.of(payload)) {
      JsonDocument document = read(line.bytes(), line.number(), element);
      lines.add(document);
      readings += document.found().size();
      Allowance.require(readings);
    }
    return lines;
  }

  /// Reads a text.
  ///
  /// @param bytes the text
  /// @param firstLine number of its first line in the record
  /// @param element reads its objects
  private static JsonDocument read(byte[] bytes, int firstLine, Element element) {
    if (Utf8.isAscii(bytes)) {
      return read(JSON.createParser(ObjectReadContext.empty(), bytes), firstLine, element);
    }
    Optional<String> text = Utf8.text(bytes);
    if (text.isEmpty()) {
      return broken(Violation.INVALID_UTF_8, firstLine);
    }
    String json = text.get().startsWith(BYTE_ORDER_MARK) ? text.get().substring(1) : text.get();
    return read(JSON.createParser(ObjectReadContext.empty(), json), firstLine, element);
  }

  private static JsonDocument broken(Violation violation, int line) {
    return new JsonDocument(
        List.of(new Decoded.Poison(List.of(new Breach(violation, "", line)))), false);
  }

  private static JsonDocument read(JsonParser parser, int firstLine, Element element) {
    List<Decoded> found = new ArrayList<>();
    try (JsonParser json = parser) {
      var places = new Places(json, firstLine);
      try {
        while (json.nextToken() != null) {
          readValue(json, places, element, found);
        }
        return new JsonDocument(found, true);
      } catch (StreamConstraintsException e) {
        if (json.currentTokenCount() >= MAX_TOKENS) {
          throw new RecordTooLarge("%,d tokens of JSON".formatted(MAX_TOKENS));
        }
        boolean deep = json.streamReadContext().getNestingDepth() >= MAX_DEPTH;
        places.broken(deep ? Violation.TOO_DEEP : Violation.TOO_LARGE);
      } catch (JacksonException e) {
        places.broken(Violation.MALFORMED);
      }
      found.add(new Decoded.Poison(places.breaches()));
      return new JsonDocument(found, false);
    }
  }

  private static void readValue(
      JsonParser json, Places places, Element element, List<Decoded> found) {
    if (json.currentToken() != JsonToken.START_ARRAY) {
      places.startValue();
      readElement(json, places, element, found);
      return;
    }
    for (int index = 0; json.nextToken() != JsonToken.END_ARRAY; index++) {
      places.startElement(index);
      readElement(json, places, element, found);
    }
  }

  private static void readElement(
      JsonParser json, Places places, Element element, List<Decoded> found) {
    Allowance.require(found.size());
    if (json.currentToken() == JsonToken.START_OBJECT) {
      element.read(json, places, found);
    } else {
      places.broken(Violation.UNRECOGNISED);
      json.skipChildren();
      found.add(new Decoded.Poison(places.breaches()));
    }
  }
}
