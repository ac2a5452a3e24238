package io.offbeat.ingest.format;

import io.offbeat.ingest.format.OtlpPoints.Point;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// OpenTelemetry's metrics as JSON
/// (https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding). Whole numbers of 64 bits
/// come as texts, or as numbers from who knows no better.
record OtlpJson() implements Format {
  @Override
  public String label() {
    return "otlp-json";
  }

  @Override
  public boolean recognises(Payload payload) {
    var keys = payload.keys();
    return keys.contains("resourceMetrics")
        || keys.contains("resourceSpans")
        || keys.contains("resourceLogs");
  }

  @Override
  public List<Decoded> decode(Payload payload) {
    return JsonTrees.readAll(
        payload.bytes(),
        (tree, place, line, findings) -> {
          for (String other : List.of("resourceSpans", "resourceLogs")) {
            if (tree.has(other)) {
              findings.poison(Violation.NOT_METRICS, place + "/" + other, line);
            }
          }
          var points = new OtlpPoints(findings, payload.arrivedAt());
          for (JsonNode resource : tree.path("resourceMetrics")) {
            points.resource(attributes(resource.path("resource")));
            for (JsonNode scope : resource.path("scopeMetrics")) {
              scope.path("metrics").forEach(metric -> readMetric(metric, points));
            }
          }
        });
  }

  private static void readMetric(JsonNode metric, OtlpPoints points) {
    String name = JsonTrees.text(metric, "name");
    String unit = unit(JsonTrees.text(metric, "unit"));
    for (Map.Entry<String, JsonNode> field : metric.properties()) {
      JsonNode data = field.getValue();
      switch (field.getKey()) {
        case "gauge" -> {
          points.metric(name, unit, false);
          data.path("dataPoints").forEach(point -> readNumber(point, points));
        }
        case "sum" -> {
          points.metric(
              name, unit, isCumulative(data) && data.path("isMonotonic").booleanValue(false));
          data.path("dataPoints").forEach(point -> readNumber(point, points));
        }
        case "histogram", "exponentialHistogram" -> {
          points.metric(name, unit, isCumulative(data));
          data.path("dataPoints").forEach(point -> readDistribution(point, points));
        }
        case "summary" -> {
          points.metric(name, unit, true);
          data.path("dataPoints").forEach(point -> readDistribution(point, points));
        }
        default -> {}
      }
    }
  }

  /// `1` means that a number has no unit.
  static String unit(String unit) {
    return unit.equals("1") ? "" : unit;
  }

  private static boolean isCumulative(JsonNode data) {
    JsonNode temporality = data.path("aggregationTemporality");
    return temporality.asString("").endsWith("CUMULATIVE") || temporality.asString("").equals("2");
  }

  private static void readNumber(JsonNode json, OtlpPoints points) {
    Point point = point(json);
    JsonNode value = json.has("asInt") ? json.path("asInt") : json.path("asDouble");
    points.number(
        point,
        value.isMissingNode()
            ? new Quantity.Broken(Violation.VALUE_MISSING)
            : Quantity.written(value.asString("")));
  }

  private static void readDistribution(JsonNode json, OtlpPoints points) {
    JsonNode sum = json.path("sum");
    points.distribution(
        point(json),
        whole(json.path("count")),
        sum.isMissingNode() ? null : Quantity.written(sum.asString("")));
  }

  private static Point point(JsonNode json) {
    var point = new Point();
    point.attributes.putAll(attributes(json));
    point.nanos = whole(json.path("timeUnixNano"));
    point.flags = whole(json.path("flags"));
    return point;
  }

  /// A whole number of 64 bits, unsigned; 0 when there is none.
  private static long whole(JsonNode node) {
    try {
      return node.isMissingNode() ? 0 : new BigInteger(node.asString("0")).longValue();
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  private static Map<String, String> attributes(JsonNode owner) {
    Map<String, String> attributes = new LinkedHashMap<>();
    for (JsonNode attribute : owner.path("attributes")) {
      for (JsonNode value : attribute.path("value")) {
        attributes.put(
            JsonTrees.text(attribute, "key"),
            value.isValueNode() ? value.asString("") : value.toString());
      }
    }
    return attributes;
  }
}
