package io.offbeat.model.rules;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.offbeat.model.rules.Node.Place;
import io.offbeat.model.rules.RulesException.Problem;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

/// Reads a JSON text of bounded size and depth into nodes that know their places.
final class NodeReader {
  /// Largest file, in bytes.
  static final int MAX_BYTES = 1 << 20;

  private static final int MAX_DEPTH = 16;
  private static final int MAX_TEXT = 10_000;
  private static final int MAX_DIGITS = 100;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxStringLength(MAX_TEXT)
                  .maxNameLength(MAX_TEXT)
                  .maxNumberLength(MAX_DIGITS)
                  .build())
          .build();

  private final JsonParser json;

  private NodeReader(JsonParser json) {
    this.json = json;
  }

  /// The text's one value.
  ///
  /// @throws RulesException when the text is not JSON, too large or too deep
  static Node read(byte[] bytes) {
    if (bytes.length > MAX_BYTES) {
      throw wrong(1, 1, "the file has %,d bytes; %,d at most".formatted(bytes.length, MAX_BYTES));
    }
    try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), text(bytes))) {
      json.nextToken();
      Node node = new NodeReader(json).node();
      if (json.nextToken() != null) {
        throw wrong(json.currentTokenLocation(), "the file goes on after its end");
      }
      return node;
    } catch (StreamConstraintsException e) {
      throw wrong(e.getLocation(), "too deep or too long: " + e.getOriginalMessage());
    } catch (JacksonException e) {
      throw wrong(e.getLocation(), "not JSON: " + e.getOriginalMessage());
    }
  }

  private static String text(byte[] bytes) {
    try {
      String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.startsWith("\ufeff") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw wrong(1, 1, "the file is not UTF-8");
    }
  }

  private Node node() {
    Place place = place();
    JsonToken token = json.currentToken();
    if (token == null) {
      throw wrong(place.line(), place.column(), "the file is empty");
    }
    return switch (token) {
      case START_OBJECT -> new Node.Fields(place, fields());
      case START_ARRAY -> new Node.Items(place, items());
      case VALUE_STRING -> new Node.Text(place, json.getString());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(place);
      case VALUE_TRUE, VALUE_FALSE -> new Node.Flag(place, token == JsonToken.VALUE_TRUE);
      case VALUE_NULL -> new Node.Nothing(place);
      case NOT_AVAILABLE, END_OBJECT, END_ARRAY, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT ->
          throw new IllegalStateException("no value begins with " + token);
    };
  }

  private Node number(Place place) {
    double number = Double.parseDouble(json.getString());
    if (!Double.isFinite(number)) {
      throw wrong(place.line(), place.column(), "the number is too large: " + json.getString());
    }
    return new Node.Decimal(place, number);
  }

  private List<Node.Field> fields() {
    List<Node.Field> fields = new ArrayList<>();
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      Place place = place();
      String key = json.currentName();
      json.nextToken();
      fields.add(new Node.Field(place, key, node()));
    }
    return fields;
  }

  private List<Node> items() {
    List<Node> items = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      items.add(node());
    }
    return items;
  }

  private Place place() {
    TokenStreamLocation location = json.currentTokenLocation();
    return new Place(location.getLineNr(), location.getColumnNr());
  }

  private static RulesException wrong(@Nullable TokenStreamLocation where, String text) {
    return where == null
        ? wrong(1, 1, text)
        : wrong(Math.max(1, where.getLineNr()), Math.max(1, where.getColumnNr()), text);
  }

  private static RulesException wrong(int line, int column, String text) {
    return new RulesException(List.of(new Problem(line, column, text)));
  }
}
