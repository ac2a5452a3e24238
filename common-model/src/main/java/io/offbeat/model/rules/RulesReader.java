package io.offbeat.model.rules;

import io.offbeat.model.SeriesKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/// Makes rules of a file's nodes, or says all that is wrong with them.
final class RulesReader {
  private static final int MOST_RULES = 500;
  private static final int MOST_OTHERS = 100;

  private static final Predicate<String> POINTER =
      text -> text.startsWith("/") && text.length() <= FieldsReader.LONGEST_TEXT;

  private final Problems problems = new Problems();

  /// @throws RulesException when the node holds no rules
  Rules read(Node node) {
    if (!(node instanceof Node.Fields object)) {
      problems.unexpected("the file", node, "an object");
      throw problems.exception();
    }
    var file = new FieldsReader(object, problems);
    file.value("$schema");
    List<Rule> rules = objects(file, "rules", MOST_RULES, this::rule);
    List<Group> groups = objects(file, "groups", MOST_OTHERS, this::group);
    List<Mute> mutes =
        objects(file, "mutes", MOST_OTHERS, fields -> new MuteReader(fields, problems).read());
    List<Extraction> extractions = objects(file, "extract", MOST_OTHERS, this::extraction);
    file.end();
    problems.throwIfAny();
    return new Rules(rules, groups, mutes, extractions);
  }

  private <T> List<T> objects(
      FieldsReader file, String key, int most, Function<FieldsReader, Optional<T>> parse) {
    List<T> read = new ArrayList<>();
    file.items(key, "an array of at most %d objects".formatted(most), 0, most)
        .ifPresent(items -> {
          for (Node item : items) {
            if (item instanceof Node.Fields object) {
              var fields = new FieldsReader(object, problems);
              Optional<T> parsed = parse.apply(fields);
              fields.end();
              parsed.ifPresent(read::add);
            } else {
              problems.unexpected("each of " + key, item, "an object");
            }
          }
        });
    return read;
  }

  private Optional<Rule> rule(FieldsReader fields) {
    if (fields.value("device").isEmpty() && fields.value("metric").isEmpty()) {
      problems.add(fields.place(), "a rule needs a device or a metric; \"*\" is any");
    }
    return Optional.of(
        new Rule(
            fields.place().line(),
            fields.glob("device").orElse(Glob.ANY),
            fields.glob("metric").orElse(Glob.ANY),
            new SeriesRulesReader(fields, problems).read()));
  }

  private Optional<Group> group(FieldsReader fields) {
    fields.require("device", "name");
    Optional<Glob> device = fields.glob("device");
    Optional<String> name = fields.text("name");
    return device.flatMap(d -> name.map(n -> new Group(d, n)));
  }

  private Optional<Extraction> extraction(FieldsReader fields) {
    fields.require("device", "values");
    var texts = new TextsReader(problems);
    Map<String, String> when = texts.read(fields, "when", MOST_OTHERS, POINTER);
    String each = pointer(fields, "each").orElse("");
    Optional<String> device = fields.text("device");
    String at = pointer(fields, "at").orElse("");
    String unit = fields.text("unit").orElse("");
    Map<String, String> values = texts.read(fields, "values", MOST_OTHERS, RulesReader::isName);
    values.values().stream()
        .filter(POINTER.negate())
        .findFirst()
        .ifPresent(other ->
            problems.add(
                fields.place(),
                "values must be JSON pointers, which begin with /, not \"%s\""
                    .formatted(Problems.cut(other))));
    return device.map(d -> new Extraction(when, each, d, at, unit, values));
  }

  private static Optional<String> pointer(FieldsReader fields, String key) {
    return fields.read(
        key,
        "a JSON pointer, which begins with /",
        node -> FieldsReader.textOf(node).filter(POINTER));
  }

  private static boolean isName(String text) {
    return !text.isEmpty()
        && text.length() <= SeriesKey.MAX_NAME_BYTES / 4
        && text.codePoints().allMatch(SeriesKey::isNameCharacter);
  }
}
