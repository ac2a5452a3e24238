package io.offbeat.ingest.format;

import io.offbeat.ingest.format.OtlpPoints.Point;
import io.offbeat.ingest.format.ProtobufReader.Malformed;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// OpenTelemetry's metrics as protocol buffers
/// (https://github.com/open-telemetry/opentelemetry-proto/blob/main/opentelemetry/proto/metrics/v1/metrics.proto).
/// The numbers of fields below are from there.
record OtlpProtobuf() implements Format {
  @Override
  public String label() {
    return "otlp-protobuf";
  }

  /// A request is nothing but resources, and these are resource, scopes and schema.
  @Override
  public boolean recognises(Payload payload) {
    byte[] bytes = payload.bytes();
    if (bytes.length < 2 || bytes[0] != 0x0a) {
      return false;
    }
    try {
      var request = new ProtobufReader(bytes);
      while (request.next()) {
        if (request.field() != 1 || !areScopes(request.message())) {
          return false;
        }
      }
      return true;
    } catch (Malformed e) {
      return false;
    }
  }

  private static boolean areScopes(ProtobufReader resource) throws Malformed {
    while (resource.next()) {
      if (resource.field() > 3 || !resource.isDelimited()) {
        return false;
      }
      resource.skip();
    }
    return true;
  }

  @Override
  public List<Decoded> decode(Payload payload) {
    var findings = new Findings(payload.allowance());
    var points = new OtlpPoints(findings, payload.arrivedAt());
    try {
      var request = new ProtobufReader(payload.bytes());
      while (request.next()) {
        if (request.field() != 1) {
          throw new Malformed("a request is nothing but resources, not field " + request.field());
        }
        readResource(request.delimited(), points);
      }
    } catch (Malformed e) {
      findings.poison(Violation.MALFORMED, "", 1);
    }
    return findings.all();
  }

  /// The resource may stand after its metrics.
  private static void readResource(byte[] bytes, OtlpPoints points) throws Malformed {
    Map<String, String> attributes = new LinkedHashMap<>();
    var resource = new ProtobufReader(bytes);
    while (resource.next()) {
      if (resource.field() == 1) {
        readAttributes(resource.message(), 1, attributes);
      } else {
        resource.skip();
      }
    }
    points.resource(attributes);
    var scopes = new ProtobufReader(bytes);
    while (scopes.next()) {
      if (scopes.field() == 2) {
        readScope(scopes.message(), points);
      } else {
        scopes.skip();
      }
    }
  }

  private static void readScope(ProtobufReader scope, OtlpPoints points) throws Malformed {
    while (scope.next()) {
      if (scope.field() == 2) {
        readMetric(scope.message(), points);
      } else {
        scope.skip();
      }
    }
  }

  /// Spans and log records stand where metrics do, but begin in another way.
  private static void readMetric(ProtobufReader metric, OtlpPoints points) throws Malformed {
    String name = "";
    String unit = "";
    boolean known = false;
    while (metric.next()) {
      switch (metric.field()) {
        case 1 -> {
          if (!metric.isDelimited()) {
            points.broken(Violation.NOT_METRICS, "");
            return;
          }
          name = metric.text();
        }
        case 3 -> unit = OtlpJson.unit(metric.text());
        case 5, 7, 9, 10, 11 -> {
          if (!metric.isDelimited() || !isName(name)) {
            points.broken(Violation.NOT_METRICS, "");
            return;
          }
          known = true;
          readData(metric.field(), metric.delimited(), name, unit, points);
        }
        default -> metric.skip();
      }
    }
    if (!known) {
      points.none(name);
    }
  }

  /// The id of a span's trace is no name.
  private static boolean isName(String name) {
    return !name.isEmpty() && Names.violations(name).isEmpty() && name.indexOf('\ufffd') < 0;
  }

  private static void readData(int kind, byte[] bytes, String name, String unit, OtlpPoints points)
      throws Malformed {
    boolean summary = kind == 11;
    boolean cumulative = summary;
    boolean monotonic = kind != 7;
    List<ProtobufReader> all = new ArrayList<>();
    var data = new ProtobufReader(bytes);
    while (data.next()) {
      switch (data.field()) {
        case 1 -> all.add(data.message());
        case 2 -> cumulative = data.varint() == 2;
        case 3 -> monotonic = data.varint() != 0;
        default -> data.skip();
      }
    }
    points.metric(name, unit, cumulative && monotonic);
    for (ProtobufReader point : all) {
      switch (kind) {
        case 5, 7 -> readNumber(point, points);
        default -> readDistribution(point, kind, points);
      }
    }
  }

  private static void readNumber(ProtobufReader reader, OtlpPoints points) throws Malformed {
    var point = new Point();
    Quantity value = new Quantity.Broken(Violation.VALUE_MISSING);
    while (reader.next()) {
      switch (reader.field()) {
        case 3 -> point.nanos = reader.fixed64();
        case 4 -> value = Quantity.of(reader.float64());
        case 6 -> value = Quantity.of(reader.fixed64());
        case 7 -> readAttribute(reader.message(), point.attributes);
        case 8 -> point.flags = reader.varint();
        default -> reader.skip();
      }
    }
    points.number(point, value);
  }

  /// Histograms keep attributes in field 9 and flags in 10, exponential ones attributes in 1, and
  /// summaries attributes in 7 and flags in 8.
  private static void readDistribution(ProtobufReader reader, int kind, OtlpPoints points)
      throws Malformed {
    int attributes = kind == 9 ? 9 : kind == 10 ? 1 : 7;
    int flags = kind == 11 ? 8 : 10;
    var point = new Point();
    long count = 0;
    @Nullable Quantity sum = null;
    while (reader.next()) {
      int field = reader.field();
      if (field == attributes) {
        readAttribute(reader.message(), point.attributes);
      } else if (field == flags) {
        point.flags = reader.varint();
      } else {
        switch (field) {
          case 3 -> point.nanos = reader.fixed64();
          case 4 -> count = reader.fixed64();
          case 5 -> sum = Quantity.of(reader.float64());
          default -> reader.skip();
        }
      }
    }
    points.distribution(point, Quantity.of(count), sum);
  }

  private static void readAttributes(ProtobufReader owner, int field, Map<String, String> into)
      throws Malformed {
    while (owner.next()) {
      if (owner.field() == field) {
        readAttribute(owner.message(), into);
      } else {
        owner.skip();
      }
    }
  }

  private static void readAttribute(ProtobufReader attribute, Map<String, String> into)
      throws Malformed {
    String key = "";
    String value = "";
    while (attribute.next()) {
      switch (attribute.field()) {
        case 1 -> key = attribute.text();
        case 2 -> value = anyValue(attribute.message());
        default -> attribute.skip();
      }
    }
    into.put(key, value);
  }

  /// The value as a text: of lists, maps and bytes in hexadecimal digits, so that what differs
  /// tells series apart.
  private static String anyValue(ProtobufReader any) throws Malformed {
    String value = "";
    while (any.next()) {
      switch (any.field()) {
        case 1 -> value = any.text();
        case 2 -> value = String.valueOf(any.varint() != 0);
        case 3 -> value = String.valueOf(any.varint());
        case 4 -> value = String.valueOf(any.float64());
        case 5, 6, 7 -> value = HexFormat.of().formatHex(any.delimited());
        default -> any.skip();
      }
    }
    return value;
  }
}
