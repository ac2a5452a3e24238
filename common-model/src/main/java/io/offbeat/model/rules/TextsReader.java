package io.offbeat.model.rules;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// Reads an object of names and texts.
final class TextsReader {
  private final Problems problems;

  TextsReader(Problems problems) {
    this.problems = problems;
  }

  /// The texts by name, in their order.
  ///
  /// @param most how many there may be
  /// @param isName what a name looks like
  Map<String, String> read(FieldsReader fields, String key, int most, Predicate<String> isName) {
    var texts = new LinkedHashMap<String, String>();
    fields
        .read(
            key,
            "an object of at most %d texts".formatted(most),
            node ->
                node instanceof Node.Fields object && object.fields().size() <= most
                    ? Optional.of(object)
                    : Optional.<Node.Fields>empty())
        .ifPresent(object -> {
          for (Node.Field field : new FieldsReader(object, problems).all()) {
            FieldsReader.textOf(field.value())
                .filter(
                    text -> text.length() <= FieldsReader.LONGEST_TEXT && isName.test(field.key()))
                .ifPresentOrElse(
                    text -> texts.put(field.key(), text),
                    () ->
                        problems.add(
                            field.place(),
                            "%s: \"%s\" is not a name and a text of at most %d characters"
                                .formatted(
                                    key, Problems.cut(field.key()), FieldsReader.LONGEST_TEXT)));
          }
        });
    return texts;
  }
}
