package io.offbeat.model.rules;

import java.math.BigDecimal;
import java.util.List;

/// A value of a JSON text, and where it stands.
sealed interface Node {
  /// Where the value begins.
  Place place();

  /// What to call the value when it is not what was expected.
  default String told() {
    return switch (this) {
      case Text(_, var text) -> "\"%s\"".formatted(text);
      case Decimal(_, var number) -> BigDecimal.valueOf(number).stripTrailingZeros().toString();
      case Flag(_, var flag) -> String.valueOf(flag);
      case Nothing _ -> "null";
      case Items _ -> "an array";
      case Fields _ -> "an object";
    };
  }

  /// A place in the text, both from 1.
  record Place(int line, int column) {}

  record Text(Place place, String text) implements Node {}

  record Decimal(Place place, double number) implements Node {}

  record Flag(Place place, boolean flag) implements Node {}

  record Nothing(Place place) implements Node {}

  record Items(Place place, List<Node> items) implements Node {}

  record Fields(Place place, List<Field> fields) implements Node {}

  /// One key of an object and its value.
  ///
  /// @param place where the key stands
  record Field(Place place, String key, Node value) {}
}
