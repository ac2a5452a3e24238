package io.offbeat.model.rules;

import io.offbeat.model.rules.Node.Field;
import io.offbeat.model.rules.Node.Place;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Reads an object field by field. What was asked for is what is known: at the end every other key
/// is a mistake, but `//`, which is a comment. A field that is wrong is noted and then as if
/// absent, so that one look at a file finds all of its problems.
final class FieldsReader {
  /// Longest text of an option.
  static final int LONGEST_TEXT = 256;

  private static final String COMMENT = "//";

  private final Place place;
  private final Problems problems;
  private final Map<String, Field> fields = new LinkedHashMap<>();
  private final Set<String> asked = new LinkedHashSet<>();

  FieldsReader(Node.Fields object, Problems problems) {
    this.place = object.place();
    this.problems = problems;
    for (Field field : object.fields()) {
      if (!field.key().equals(COMMENT) && fields.putIfAbsent(field.key(), field) != null) {
        problems.add(
            field.place(), "\"%s\" stands here twice".formatted(Problems.cut(field.key())));
      }
    }
  }

  /// Where the object begins.
  Place place() {
    return place;
  }

  /// The fields in their order, comments left out.
  List<Field> all() {
    asked.addAll(fields.keySet());
    return List.copyOf(fields.values());
  }

  /// A field's value; empty when absent.
  Optional<Node> value(String key) {
    asked.add(key);
    return Optional.ofNullable(fields.get(key)).map(Field::value);
  }

  /// Notes which of these fields are absent.
  void require(String... keys) {
    for (String key : keys) {
      if (value(key).isEmpty()) {
        problems.add(place, "\"%s\" is missing".formatted(key));
      }
    }
  }

  /// A field that `parse` understands, whatever its type.
  ///
  /// @param expected what to call what it understands
  <T> Optional<T> read(String key, String expected, Function<Node, Optional<T>> parse) {
    Optional<Node> node = value(key);
    Optional<T> parsed = node.flatMap(parse);
    if (node.isPresent() && parsed.isEmpty()) {
      problems.unexpected(key, node.get(), expected);
    }
    return parsed;
  }

  /// An array.
  ///
  /// @param expected what to call one of so many items
  Optional<List<Node>> items(String key, String expected, int least, int most) {
    return read(
        key,
        expected,
        node ->
            node instanceof Node.Items(_, var items)
                    && items.size() >= least
                    && items.size() <= most
                ? Optional.of(items)
                : Optional.empty());
  }

  Optional<String> text(String key) {
    return text(key, LONGEST_TEXT);
  }

  private Optional<String> text(String key, int longest) {
    return read(
        key,
        "a text of 1 to %d characters".formatted(longest),
        node -> textOf(node).filter(text -> !text.isEmpty() && text.length() <= longest));
  }

  Optional<Boolean> flag(String key) {
    return read(
        key,
        "true or false",
        node -> node instanceof Node.Flag(_, var flag) ? Optional.of(flag) : Optional.empty());
  }

  Optional<Duration> duration(String key, Duration least, Duration most) {
    return read(
        key,
        "%s, from %s to %s".formatted(Durations.SHAPE, text(least), text(most)),
        node ->
            textOf(node)
                .flatMap(Durations::parse)
                .filter(d -> d.compareTo(least) >= 0 && d.compareTo(most) <= 0));
  }

  Optional<Glob> glob(String key) {
    return text(key, Glob.MAX_LENGTH).map(Glob::new);
  }

  Optional<ZoneId> zone(String key) {
    Optional<Node> node = value(key);
    Optional<ZoneId> zone = node.flatMap(FieldsReader::textOf).flatMap(FieldsReader::zoneOf);
    if (node.isPresent() && zone.isEmpty()) {
      String told = textOf(node.get()).orElse("");
      problems.add(
          node.get().place(),
          "%s must be a time zone such as Europe/Berlin or UTC, not %s%s"
              .formatted(
                  key,
                  Problems.cut(node.get().told()),
                  problems.didYouMean(told, ZoneId.getAvailableZoneIds())));
    }
    return zone;
  }

  /// A field whose value is one of the words.
  <T> Optional<T> word(String key, Map<String, T> words) {
    Optional<Node> node = value(key);
    return node.flatMap(n -> wordOf(key, n, words));
  }

  /// What a word means; the problem noted when it is none of them.
  <T> Optional<T> wordOf(String key, Node node, Map<String, T> words) {
    String told = textOf(node).orElse("");
    Optional<T> meant = Optional.ofNullable(words.get(told));
    if (meant.isEmpty()) {
      problems.add(
          node.place(),
          "%s must be one of %s, not %s%s"
              .formatted(
                  key,
                  String.join(", ", words.keySet()),
                  Problems.cut(node.told()),
                  problems.didYouMean(told, words.keySet())));
    }
    return meant;
  }

  /// Notes every key that nobody asked for.
  void end() {
    var unknown = new HashMap<>(fields);
    unknown.keySet().removeAll(asked);
    for (Field field : unknown.values()) {
      problems.add(
          field.place(),
          "unknown key \"%s\"%s"
              .formatted(Problems.cut(field.key()), problems.didYouMean(field.key(), asked)));
    }
  }

  static Optional<String> textOf(Node node) {
    return node instanceof Node.Text(_, var text) ? Optional.of(text) : Optional.empty();
  }

  static Optional<Double> numberOf(Node node) {
    return node instanceof Node.Decimal(_, var number) ? Optional.of(number) : Optional.empty();
  }

  private static Optional<ZoneId> zoneOf(String text) {
    try {
      return Optional.of(ZoneId.of(text));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static String text(Duration duration) {
    return duration.isZero()
        ? "0s"
        : duration.toString().substring(1).replace("T", "").toLowerCase(Locale.ROOT);
  }
}
