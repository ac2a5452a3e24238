package io.offbeat.ingest.format;

import io.offbeat.ingest.format.OtlpPoints.Point;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// OpenTelemetry's metrics as JSON
/// (https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding). Whole numbers of 64 bits
/// come as texts, or as numbers from who knows no better.
record OtlpJson() implements Format {
  private static final Set<String> KINDS =
      Set.of("gauge", "sum", "histogram", "exponentialHistogram", "summary");

  private static final Pattern WHOLE = Pattern.compile("\\d{1,20}");

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
        payload,
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
    boolean known = false;
    for (Map.Entry<String, JsonNode> field : metric.properties()) {
      JsonNode data = field.getValue();
      known |= KINDS.contains(field.getKey());
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
    if (!known) {
      points.none(name);
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
    JsonNode value = json.has("asInt") ? json.path("asInt") : json.path("asDouble");
    point(json, points)
        .ifPresent(point ->
            points.number(
                point,
                value.isMissingNode()
                    ? new Quantity.Broken(Violation.VALUE_MISSING)
                    : Quantity.written(value.asString(""))));
  }

  private static void readDistribution(JsonNode json, OtlpPoints points) {
    JsonNode sum = json.path("sum");
    point(json, points)
        .ifPresent(point ->
            points.distribution(
                point,
                Quantity.written(json.path("count").asString("0")),
                sum.isMissingNode() ? null : Quantity.written(sum.asString(""))));
  }

  /// What all points have; empty, and noted, when the time cannot be read.
  private static Optional<Point> point(JsonNode json, OtlpPoints points) {
    Optional<Long> nanos = whole(json.path("timeUnixNano"));
    if (nanos.isEmpty()) {
      points.timeless();
      return Optional.empty();
    }
    var point = new Point();
    point.attributes.putAll(attributes(json));
    point.nanos = nanos.get();
    point.flags = whole(json.path("flags")).orElse(0L);
    return Optional.of(point);
  }

  /// A whole number of 64 bits, unsigned: 0 when there is none, empty when it is something else.
  private static Optional<Long> whole(JsonNode node) {
    if (node.isMissingNode() || node.isNull()) {
      return Optional.of(0L);
    }
    String text = node.stringValue("");
    Optional<BigDecimal> number =
        WHOLE.matcher(text).matches() ? Optional.of(new BigDecimal(text)) : JsonTrees.decimal(node);
    return number
        .map(BigDecimal::toBigInteger)
        .filter(whole -> whole.signum() >= 0 && whole.bitLength() <= Long.SIZE)
        .map(BigInteger::longValue);
  }

  private static Map<String, String> attributes(JsonNode owner) {
    Map<String, String> attributes = new LinkedHashMap<>();
    for (JsonNode attribute : owner.path("attributes")) {
      for (JsonNode value : attribute.path("value")) {
        attributes.put(JsonTrees.text(attribute, "key"), JsonTrees.text(value));
      }
    }
    return attributes;
  }
}
