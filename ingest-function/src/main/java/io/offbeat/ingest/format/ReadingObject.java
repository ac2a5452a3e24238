package io.offbeat.ingest.format;

import io.offbeat.ingest.format.Decoded.Poison;
import io.offbeat.ingest.format.Decoded.Sound;
import io.offbeat.model.Reading;
import io.offbeat.model.SeriesKey;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// Reads one object of canonical JSON: one reading, or several of a device at one instant.
///
/// What breaks the device, the time or the unit makes poison of all the object's readings; what
/// breaks a metric or value, of that one only.
final class ReadingObject {
  private final JsonParser json;
  private final Places places;

  private final Set<Field> seen = EnumSet.noneOf(Field.class);
  private final Set<Field> repeated = EnumSet.noneOf(Field.class);
  private final List<Breach> shared = new ArrayList<>(0);
  private final Entry single = new Entry("");
  private final List<Entry> several = new ArrayList<>(0);
  private String device = "";
  private String unit = "";
  private Instant at;

  /// The fields that mean something; others are passed over.
  private enum Field {
    DEVICE,
    METRIC,
    AT,
    VALUE,
    VALUES,
    UNIT
  }

  /// A metric and its value, with the rules that these two break.
  private static final class Entry {
    private final List<Breach> breaches = new ArrayList<>(0);
    private String metric;
    private Quantity.@Nullable Finite value;

    Entry(String metric) {
      this.metric = metric;
    }
  }

  /// @param json the parser, at the object's start
  /// @param places where to note what the object breaks
  /// @param arrivedAt arrival time, for an object without a time of its own
  ReadingObject(JsonParser json, Places places, Instant arrivedAt) {
    this.json = json;
    this.places = places;
    this.at = arrivedAt;
  }

  /// Reads to the object's end, and adds what it holds to `found`.
  void read(List<Decoded> found) {
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = json.currentName();
      json.nextToken();
      readField(name);
    }
    requireParts();
    if (hasSingle()) {
      found.add(decoded(single));
    }
    several.forEach(entry -> found.add(decoded(entry)));
  }

  private void readField(String name) {
    switch (name) {
      case "device" -> {
        once(Field.DEVICE, name);
        device = readName("/device", Violation.DEVICE_MISSING, shared);
      }
      case "metric" -> {
        once(Field.METRIC, name);
        single.metric = readName("/metric", Violation.METRIC_MISSING, single.breaches);
      }
      case "at" -> {
        once(Field.AT, name);
        readAt();
      }
      case "value" -> {
        once(Field.VALUE, name);
        readQuantity(single, "/value");
      }
      case "values" -> {
        once(Field.VALUES, name);
        readValues();
      }
      case "unit" -> {
        once(Field.UNIT, name);
        readUnit();
      }
      default -> json.skipChildren();
    }
  }

  private void once(Field field, String name) {
    if (!seen.add(field) && repeated.add(field)) {
      shared.add(places.broken(Violation.DUPLICATE_KEY, Places.part(name)));
    }
  }

  /// The name at the parser's token; `missing` says which it is when there is none.
  private String readName(String place, Violation missing, List<Breach> breaches) {
    switch (json.currentToken()) {
      case VALUE_STRING -> {
        String name = json.getString();
        checkName(name, place, breaches);
        return name;
      }
      case VALUE_NULL -> breaches.add(places.broken(missing, place));
      default -> {
        json.skipChildren();
        breaches.add(places.broken(Violation.NAME_NOT_TEXT, place));
      }
    }
    return "";
  }

  private void checkName(String name, String place, List<Breach> breaches) {
    if (name.isEmpty()) {
      breaches.add(places.broken(Violation.NAME_EMPTY, place));
    }
    for (Violation violation : Names.violations(name)) {
      breaches.add(places.broken(violation, place));
    }
  }

  private void readUnit() {
    if (json.currentToken() == JsonToken.VALUE_STRING && json.getStringLength() == 0) {
      unit = "";
    } else if (json.currentToken() != JsonToken.VALUE_NULL) {
      unit = readName("/unit", Violation.NAME_NOT_TEXT, shared);
    }
  }

  private void readAt() {
    Optional<Instant> told =
        switch (json.currentToken()) {
          case VALUE_STRING -> EventTime.of(json.getString());
          case VALUE_NUMBER_INT ->
              json.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                  ? Optional.of(EventTime.of(json.getDecimalValue()))
                  : Optional.of(EventTime.of(json.getLongValue()));
          case VALUE_NUMBER_FLOAT -> json.isNaN() ? Optional.empty() : decimal().map(EventTime::of);
          case VALUE_NULL -> Optional.of(at);
          default -> {
            json.skipChildren();
            yield Optional.empty();
          }
        };
    if (told.isEmpty()) {
      shared.add(places.broken(Violation.AT_UNREADABLE, "/at"));
    }
    at = told.orElse(at);
  }

  /// The number at the parser's token; empty when its exponent has more digits than a decimal's.
  private Optional<BigDecimal> decimal() {
    try {
      return Optional.of(json.getDecimalValue());
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private void readValues() {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      json.skipChildren();
      several.add(withoutValue("/values"));
      return;
    }
    Map<String, Entry> byMetric = new HashMap<>();
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      var entry = new Entry(json.currentName());
      String place = "/values" + Places.part(entry.metric);
      several.add(entry);
      Allowance.require(several.size());
      checkName(entry.metric, place, entry.breaches);
      Entry earlier = byMetric.put(entry.metric, entry);
      if (earlier != null) {
        Breach twice = places.broken(Violation.DUPLICATE_KEY, place);
        earlier.breaches.add(twice);
        entry.breaches.add(twice);
      }
      json.nextToken();
      readQuantity(entry, place);
    }
    if (byMetric.isEmpty()) {
      several.add(withoutValue("/values"));
    }
  }

  private Entry withoutValue(String place) {
    var entry = new Entry("");
    entry.breaches.add(places.broken(Violation.VALUE_MISSING, place));
    return entry;
  }

  private void readQuantity(Entry entry, String place) {
    switch (Quantity.read(json)) {
      case Quantity.Finite number -> entry.value = number;
      case Quantity.Broken(var violation) -> entry.breaches.add(places.broken(violation, place));
    }
  }

  private boolean hasSingle() {
    return seen.contains(Field.METRIC)
        || seen.contains(Field.VALUE)
        || !seen.contains(Field.VALUES);
  }

  private void requireParts() {
    if (!seen.contains(Field.DEVICE)) {
      shared.add(places.broken(Violation.DEVICE_MISSING, "/device"));
    }
    if (hasSingle() && !seen.contains(Field.METRIC)) {
      single.breaches.add(places.broken(Violation.METRIC_MISSING, "/metric"));
    }
    if (hasSingle() && !seen.contains(Field.VALUE)) {
      single.breaches.add(places.broken(Violation.VALUE_MISSING, "/value"));
    }
  }

  private Decoded decoded(Entry entry) {
    Quantity.Finite value = entry.value;
    if (value == null || !entry.breaches.isEmpty() || !shared.isEmpty()) {
      List<Breach> breaches = new ArrayList<>(shared);
      breaches.addAll(entry.breaches);
      return new Poison(breaches);
    }
    var series = new SeriesKey(device, entry.metric);
    return new Sound(new Reading(series, at, value.value(), unit), value.form(), value.rounded());
  }
}
