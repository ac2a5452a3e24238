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
  @Override
  public String label() {
    return "influx";
  }

  @Override
  public boolean recognises(Payload payload) {
    return texts(payload).stream()
        .flatMap(text -> text.told().stream())
        .anyMatch(text -> hasLine(new InfluxReader(text, 1), payload.allowance()));
  }

  private static boolean hasLine(InfluxReader reader, Allowance allowance) {
    while (reader.nextLine()) {
      if (reader.read().isPresent()) {
        return true;
      }
      allowance.line();
    }
    return false;
  }

  @Override
  public List<Decoded> decode(Payload payload) {
    var findings = new Findings(payload.allowance());
    for (Text text : texts(payload)) {
      text.told()
          .ifPresentOrElse(
              told -> read(new InfluxReader(told, text.line()), payload.arrivedAt(), findings),
              () -> findings.poison(Violation.INVALID_UTF_8, "", text.line()));
    }
    return findings.all();
  }

  /// A text, from its first line on.
  ///
  /// @param told empty when it is not UTF-8
  private record Text(int line, Optional<String> told) {}

  /// The payload as one text; when it is not UTF-8, line by line, as only a text value of several
  /// lines is lost then.
  private static List<Text> texts(Payload payload) {
    Optional<String> whole = payload.text();
    return whole.isPresent()
        ? List.of(new Text(1, whole))
        : PayloadLine.of(payload).stream()
            .map(line -> new Text(line.number(), Utf8.text(line.bytes())))
            .toList();
  }

  private static void read(InfluxReader reader, Instant arrivedAt, Findings findings) {
    while (reader.nextLine()) {
      int line = reader.line();
      reader
          .read()
          .ifPresentOrElse(
              read -> add(read, line, arrivedAt, findings),
              () -> findings.poison(Violation.MALFORMED, "", line));
    }
  }

  private static void add(InfluxReader.Line read, int line, Instant arrivedAt, Findings findings) {
    Instant at = read.nanos().map(EventTime::nanos).orElse(arrivedAt);
    var series = TaggedSeries.of(read.measurement(), read.tags());
    for (Map.Entry<String, String> field : read.fields().entrySet()) {
      String place = Places.part(field.getKey());
      Optional<Quantity> value = quantity(field.getValue());
      if (value.isEmpty()) {
        findings.skip(Skip.NO_NUMBER, place);
      } else {
        String metric = series.metric(field.getKey());
        findings.add(new Draft(series.device(), metric, at, value.get(), ""), place, line);
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
