package io.offbeat.ingest.format;

import io.offbeat.ingest.format.Findings.Draft;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// InfluxDB's line protocol, as Telegraf and client libraries write it
/// (https://docs.influxdata.com/influxdb/v2/reference/syntax/line-protocol/): a measurement, tags,
/// fields, and nanoseconds since 1970. A broken line costs no other.
record InfluxLines() implements Format {
  /// How many lines may be broken before the first that is none.
  private static final int LOOKED_AT = 5;

  @Override
  public String label() {
    return "influx";
  }

  @Override
  public boolean recognises(Payload payload) {
    Optional<String> text = payload.text();
    if (text.isEmpty()) {
      return false;
    }
    var reader = new InfluxReader(text.get());
    for (int i = 0; i < LOOKED_AT && reader.nextLine(); i++) {
      if (reader.read().isPresent()) {
        return true;
      }
    }
    return false;
  }

  @Override
  public List<Decoded> decode(Payload payload) {
    var findings = new Findings();
    Optional<String> text = payload.text();
    if (text.isEmpty()) {
      findings.poison(Violation.INVALID_UTF_8, "", 1);
      return findings.all();
    }
    var reader = new InfluxReader(text.get());
    while (reader.nextLine()) {
      int line = reader.line();
      reader
          .read()
          .ifPresentOrElse(
              read -> add(read, line, payload.arrivedAt(), findings),
              () -> findings.poison(Violation.MALFORMED, "", line));
    }
    return findings.all();
  }

  private static void add(InfluxReader.Line read, int line, Instant arrivedAt, Findings findings) {
    Instant at = read.nanos().map(EventTime::nanos).orElse(arrivedAt);
    for (Map.Entry<String, String> field : read.fields().entrySet()) {
      String place = Places.part(field.getKey());
      Optional<Quantity> value = quantity(field.getValue());
      if (value.isEmpty()) {
        findings.skip(Skip.NO_NUMBER, place);
      } else {
        var series = TaggedSeries.of(read.measurement(), read.tags(), field.getKey());
        findings.add(new Draft(series.device(), series.metric(), at, value.get(), ""), place, line);
      }
    }
  }

  /// A field's value; empty for a text or truth value.
  private static Optional<Quantity> quantity(String value) {
    return switch (value) {
      case "t", "T", "true", "True", "TRUE", "f", "F", "false", "False", "FALSE" ->
          Optional.empty();
      case String text when text.startsWith("\"") -> Optional.empty();
      case String whole when whole.endsWith("i") || whole.endsWith("u") ->
          Optional.of(Quantity.written(whole.substring(0, whole.length() - 1)));
      default -> Optional.of(Quantity.written(value));
    };
  }
}
