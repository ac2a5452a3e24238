package io.offbeat.ingest.format;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/// Reads the objects of a payload as trees, for formats whose fields stand in no fixed place.
final class JsonTrees {
  private static final JsonMapper JSON =
      JsonMapper.builder(JsonDocument.JSON)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static final ObjectReader WHOLE =
      JSON.reader(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private static final Pattern WITHOUT_OFFSET =
      Pattern.compile("\\d{4}-\\d\\d-\\d\\d[Tt ]\\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?");

  /// Further from one than any double is.
  private static final int MAX_EXPONENT = 1_000;

  private JsonTrees() {}

  /// Reads one object.
  @FunctionalInterface
  interface Element {
    /// Adds what an object holds.
    ///
    /// @param place where it stands in the payload: empty, or a slash and its index
    void read(JsonNode tree, String place, int line, Findings findings);
  }

  /// All that a payload's objects hold, in their order.
  static List<Decoded> readAll(Payload payload, Element element) {
    return JsonDocument.readAll(
        payload,
        (json, places, found) ->
            read(json, places, new Findings(payload.allowance(), found), element));
  }

  private static void read(JsonParser json, Places places, Findings found, Element element) {
    int line = places.line();
    int depth = json.streamReadContext().getNestingDepth();
    JsonNode tree;
    try {
      tree = JSON.readTree(json);
    } catch (DatabindException e) {
      found.add(new Decoded.Poison(List.of(places.broken(Violation.DUPLICATE_KEY))));
      leave(json, depth);
      return;
    } catch (NumberFormatException e) { // an exponent of more digits than a decimal has
      found.add(new Decoded.Poison(List.of(places.broken(Violation.TOO_LARGE))));
      leave(json, depth);
      return;
    }
    int before = found.all().size();
    element.read(tree, places.element(), line, found);
    if (found.all().size() == before) {
      found.skip(Skip.EMPTY, places.element());
    }
  }

  /// Goes to the end of the object that was being read.
  private static void leave(JsonParser json, int depth) {
    while (json.streamReadContext().getNestingDepth() >= depth && json.nextToken() != null) {}
  }

  /// The tree of a text that is one JSON object or array; empty when it is none.
  static Optional<JsonNode> tree(String text) {
    if (text.isEmpty() || (text.charAt(0) != '{' && text.charAt(0) != '[')) {
      return Optional.empty();
    }
    try {
      return Optional.of(WHOLE.readTree(text));
    } catch (JacksonException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  /// The value of a node that should be a number.
  static Quantity quantity(JsonNode node) {
    if (node.isString()) {
      return Quantity.told(node.stringValue());
    }
    if (!node.isNumber()) {
      return new Quantity.Broken(Violation.NOT_A_NUMBER);
    }
    if (node.isIntegralNumber()) {
      return node.canConvertToLong()
          ? Quantity.of(node.longValue())
          : Quantity.of(node.bigIntegerValue());
    }
    return Quantity.of(node.isDouble() ? node.doubleValue() : node.decimalValue().doubleValue());
  }

  /// The decimal that a node is; empty when it is none, or one that no double can hold: reckoning
  /// with 1e999999999 would fill the memory with zeros.
  static Optional<BigDecimal> decimal(JsonNode node) {
    if (!node.isNumber() || (node.isDouble() && !Double.isFinite(node.doubleValue()))) {
      return Optional.empty();
    }
    BigDecimal number = node.decimalValue();
    return Math.abs((long) number.precision() - number.scale()) <= MAX_EXPONENT
        ? Optional.of(number)
        : Optional.empty();
  }

  /// The event time of a node: as in canonical JSON, without an offset in UTC, or MongoDB's
  /// `$date`.
  static Optional<Instant> instant(JsonNode node) {
    JsonNode plain = node.has("$date") ? node.path("$date") : node;
    if (plain.isNumber()) {
      return decimal(plain).map(EventTime::of);
    }
    String text = plain.stringValue("");
    return EventTime.of(WITHOUT_OFFSET.matcher(text).matches() ? text + "Z" : text);
  }

  /// The text of a field; empty when it is missing or no text.
  static String text(JsonNode node, String field) {
    return node.path(field).stringValue("");
  }

  /// A value as a text: a text or number as it is, what holds others as JSON.
  static String text(JsonNode value) {
    return value.isContainer() ? value.toString() : value.asString("");
  }

  /// An object's fields as texts, in their order.
  static Map<String, String> texts(JsonNode object) {
    Map<String, String> texts = new LinkedHashMap<>();
    object.properties().forEach(field -> texts.put(field.getKey(), text(field.getValue())));
    return texts;
  }
}
