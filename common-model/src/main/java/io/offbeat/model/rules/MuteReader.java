package io.offbeat.model.rules;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Makes a mute of its fields, or says what is wrong with them. Two times of day make a window of
/// each week, two instants one that comes once.
final class MuteReader {
  private static final Map<String, DayOfWeek> DAYS = new LinkedHashMap<>();

  static {
    for (DayOfWeek day : DayOfWeek.values()) {
      DAYS.put(day.name().substring(0, 3).toLowerCase(Locale.ROOT), day);
    }
  }

  private final FieldsReader fields;
  private final Problems problems;

  MuteReader(FieldsReader fields, Problems problems) {
    this.fields = fields;
    this.problems = problems;
  }

  Optional<Mute> read() {
    fields.require("from", "to", "author", "reason");
    Glob device = fields.glob("device").orElse(Glob.ANY);
    Glob metric = fields.glob("metric").orElse(Glob.ANY);
    Glob group = fields.glob("group").orElse(Glob.ANY);
    Optional<String> author = fields.text("author");
    Optional<String> reason = fields.text("reason");
    return window()
        .flatMap(
            w -> author.flatMap(a -> reason.map(r -> new Mute(device, metric, group, w, a, r))));
  }

  private Optional<MuteWindow> window() {
    Optional<Object> from = end("from");
    Optional<Object> to = end("to");
    Set<DayOfWeek> days = days();
    var zone = fields.zone("zone").orElse(ZoneOffset.UTC);
    if (from.isEmpty() || to.isEmpty()) {
      return Optional.empty();
    }
    if (from.get() instanceof LocalTime begin && to.get() instanceof LocalTime end) {
      return Optional.of(new MuteWindow.Weekly(days, begin, end, zone));
    }
    if (from.get() instanceof Instant begin && to.get() instanceof Instant end) {
      return once(begin, end);
    }
    problems.add(fields.place(), "from and to must both be times of day, or both instants");
    return Optional.empty();
  }

  private Optional<MuteWindow> once(Instant from, Instant to) {
    for (String weekly : new String[] {"days", "zone"}) {
      if (fields.value(weekly).isPresent()) {
        problems.add(
            fields.place(), "%s goes with times of day, not with instants".formatted(weekly));
      }
    }
    if (from.isBefore(to)) {
      return Optional.of(new MuteWindow.Once(from, to));
    }
    problems.add(fields.place(), "a mute from %s cannot end at %s".formatted(from, to));
    return Optional.empty();
  }

  private Optional<Object> end(String key) {
    return fields.read(
        key,
        "a time of day such as 06:30, or an instant such as 2026-03-01T06:30:00Z",
        node -> FieldsReader.textOf(node).flatMap(MuteReader::parse));
  }

  private static Optional<Object> parse(String text) {
    if (text.matches("([01]\\d|2[0-3]):[0-5]\\d")) {
      return Optional.of(LocalTime.parse(text));
    }
    try {
      return Optional.of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private Set<DayOfWeek> days() {
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
}
