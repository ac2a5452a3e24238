package io.offbeat.ingest.format;

import io.offbeat.ingest.format.Findings.Draft;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// Sensor Measurement Lists in JSON (RFC 8428): an array of records, whose base values hold until
/// another takes their place.
///
/// The base name is the device, and the name the metric; where only one is told, it is the
/// device's.
record SenMl() implements Format {
  /// Times below this are relative to now, which here is the record's arrival.
  private static final BigDecimal RELATIVE_BELOW = BigDecimal.valueOf(1L << 28);

  /// Stands between a base name and a name.
  private static final Pattern SEPARATOR = Pattern.compile("[:/._-]$");

  private static final BigDecimal VERSION = BigDecimal.TEN;

  @Override
  public String label() {
    return "senml";
  }

  @Override
  public boolean recognises(Payload payload) {
    var keys = payload.keys();
    return keys.equals(Set.of("bn"))
        || ((keys.contains("n") || keys.contains("bn"))
            && List.of("v", "vs", "vb", "vd", "s", "bv", "bt", "bu", "bver", "u").stream()
                .anyMatch(keys::contains));
  }

  @Override
  public List<Decoded> decode(Payload payload) {
    var bases = new Bases(payload.arrivedAt());
    return JsonTrees.readAll(payload, bases::read);
  }

  /// The base values at one place in an array.
  private static final class Bases {
    private final Instant arrivedAt;
    private String name = "";
    private String device = "";
    private String unit = "";
    private BigDecimal time = BigDecimal.ZERO;
    private BigDecimal value = BigDecimal.ZERO;
    private BigDecimal sum = BigDecimal.ZERO;
    private boolean known = true;

    Bases(Instant arrivedAt) {
      this.arrivedAt = arrivedAt;
    }

    void read(JsonNode record, String place, int line, Findings findings) {
      if (place.isEmpty() || place.equals("/0")) {
        reset();
      }
      if (record.has("bn")) {
        name = record.path("bn").stringValue(name);
        device = SEPARATOR.matcher(name).replaceFirst("");
      }
      unit = record.path("bu").stringValue(unit);
      time = JsonTrees.decimal(record.path("bt")).orElse(time);
      value = JsonTrees.decimal(record.path("bv")).orElse(value);
      sum = JsonTrees.decimal(record.path("bs")).orElse(sum);
      known &= isKnown(record.path("bver"));
      if (!known || record.propertyNames().stream().anyMatch(field -> field.endsWith("_"))) {
        findings.poison(Violation.UNKNOWN_VERSION, place, line);
      } else {
        add(record, place, line, findings);
      }
    }

    private static boolean isKnown(JsonNode version) {
      return version.isMissingNode()
          || JsonTrees.decimal(version).filter(v -> v.compareTo(VERSION) <= 0).isPresent();
    }

    private void reset() {
      name = "";
      device = "";
      unit = "";
      time = BigDecimal.ZERO;
      value = BigDecimal.ZERO;
      sum = BigDecimal.ZERO;
      known = true;
    }

    private void add(JsonNode record, String place, int line, Findings findings) {
      for (String number : List.of("bt", "t", "bv", "bs")) {
        if (record.has(number) && JsonTrees.decimal(record.path(number)).isEmpty()) {
          boolean isTime = number.endsWith("t");
          var violation = isTime ? Violation.AT_UNREADABLE : Violation.NOT_A_NUMBER;
          findings.poison(violation, place + "/" + number, line);
          return;
        }
      }
      Instant at = at(time.add(JsonTrees.decimal(record.path("t")).orElse(BigDecimal.ZERO)));
      String own = record.path("u").stringValue(unit);
      if (record.has("v")) {
        findings.add(draft(record, "", at, sum(record.path("v"), value), own), place + "/v", line);
      }
      if (record.has("s")) {
        findings.add(draft(record, "sum", at, sum(record.path("s"), sum), own), place + "/s", line);
      }
      for (String other : List.of("vs", "vb", "vd")) {
        if (record.has(other)) {
          findings.skip(Skip.NO_NUMBER, place + "/" + other);
        }
      }
    }

    private Draft draft(
        JsonNode record, String suffix, Instant at, Quantity quantity, String ownUnit) {
      String own = JsonTrees.text(record, "n");
      boolean both = !name.isEmpty() && !own.isEmpty();
      String whole = both ? device : name + own;
      String metric = both ? own : suffix.isEmpty() ? "value" : "";
      String full = suffix.isEmpty() || metric.isEmpty() ? metric + suffix : metric + "." + suffix;
      return new Draft(whole, full, at, quantity, ownUnit);
    }

    private static Quantity sum(JsonNode own, BigDecimal base) {
      Optional<BigDecimal> number = JsonTrees.decimal(own);
      return base.signum() == 0 || number.isEmpty()
          ? JsonTrees.quantity(own)
          : Quantity.of(number.get().add(base).doubleValue());
    }

    private Instant at(BigDecimal seconds) {
      if (seconds.compareTo(RELATIVE_BELOW) >= 0) {
        return EventTime.seconds(seconds);
      }
      return seconds.compareTo(RELATIVE_BELOW.negate()) <= 0
          ? Instant.EPOCH
          : arrivedAt.plus(Duration.ofNanos(seconds.movePointRight(9).longValue()));
    }
  }
}
