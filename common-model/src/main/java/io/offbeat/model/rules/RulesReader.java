package io.offbeat.model.rules;

import io.offbeat.model.SeriesKey;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/// Makes rules of a file's nodes, or says all that is wrong with them.
final class RulesReader {
  private static final int MOST_RULES = 500;
  private static final int MOST_OTHERS = 100;

  private static final Map<String, DayOfWeek> DAYS = new LinkedHashMap<>();

  static {
    for (DayOfWeek day : DayOfWeek.values()) {
      DAYS.put(day.name().substring(0, 3).toLowerCase(Locale.ROOT), day);
    }
  }

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
    List<Mute> mutes = objects(file, "mutes", MOST_OTHERS, this::mute);
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
    require(fields, "device", "name");
    Optional<Glob> device = fields.glob("device");
    Optional<String> name = fields.text("name");
    return device.flatMap(d -> name.map(n -> new Group(d, n)));
  }

  private Optional<Mute> mute(FieldsReader fields) {
    require(fields, "from", "to");
    Set<DayOfWeek> days = days(fields);
    Optional<LocalTime> from = time(fields, "from");
    Optional<LocalTime> to = time(fields, "to");
    Glob device = fields.glob("device").orElse(Glob.ANY);
    Glob metric = fields.glob("metric").orElse(Glob.ANY);
    var zone = fields.zone("zone").orElse(ZoneOffset.UTC);
    fields.text("reason"); // for whoever reads the file
    return from.flatMap(f -> to.map(t -> new Mute(device, metric, days, f, t, zone)));
  }

  private static Set<DayOfWeek> days(FieldsReader fields) {
    Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
    fields
        .items(
            "days",
            "an array of at least one of %s".formatted(String.join(", ", DAYS.keySet())),
            1,
            Integer.MAX_VALUE)
        .ifPresent(
            items -> items.forEach(item -> fields.wordOf("days", item, DAYS).ifPresent(days::add)));
    return days.isEmpty() ? EnumSet.allOf(DayOfWeek.class) : days;
  }

  private static Optional<LocalTime> time(FieldsReader fields, String key) {
    return fields.read(
        key,
        "a time of day such as 06:30",
        node ->
            FieldsReader.textOf(node)
                .filter(text -> text.matches("([01]\\d|2[0-3]):[0-5]\\d"))
                .map(LocalTime::parse));
  }

  private Optional<Extraction> extraction(FieldsReader fields) {
    require(fields, "device", "values");
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

  private void require(FieldsReader fields, String... keys) {
    for (String key : keys) {
      if (fields.value(key).isEmpty()) {
        problems.add(fields.place(), "\"%s\" is missing".formatted(key));
      }
    }
  }
}
