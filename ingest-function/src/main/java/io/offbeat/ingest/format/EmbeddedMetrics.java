package io.offbeat.ingest.format;

import io.offbeat.ingest.format.Findings.Draft;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// CloudWatch's embedded metric format
/// (https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html).
///
/// Of several sets of dimensions the longest counts, as all speak of one number. A value may be an
/// array: each number is a reading.
record EmbeddedMetrics() implements Format {
  @Override
  public String label() {
    return "emf";
  }

  @Override
  public boolean recognises(Payload payload) {
    return payload.keys().contains("_aws");
  }

  @Override
  public List<Decoded> decode(Payload payload) {
    return JsonTrees.readAll(
        payload,
        (tree, place, line, findings) -> add(tree, place, line, payload.arrivedAt(), findings));
  }

  private static void add(
      JsonNode root, String place, int line, Instant arrivedAt, Findings findings) {
    JsonNode time = root.path("_aws").path("Timestamp");
    Instant at = time.canConvertToLong() ? EventTime.millis(time.longValue()) : arrivedAt;
    JsonNode directives = root.path("_aws").path("CloudWatchMetrics");
    if (directives.isEmpty()) {
      findings.skip(Skip.NO_NUMBER, place);
    }
    for (JsonNode directive : directives) {
      String namespace = JsonTrees.text(directive, "Namespace");
      var series = TaggedSeries.of(namespace, dimensions(directive.path("Dimensions"), root));
      findings.allowance().text(series.device().length() + series.suffix().length());
      for (JsonNode metric : directive.path("Metrics")) {
        String name = JsonTrees.text(metric, "Name");
        String full = series.metric(name);
        for (JsonNode value : values(root.path(name))) {
          var draft =
              new Draft(
                  series.device(),
                  full,
                  at,
                  value.isMissingNode()
                      ? new Quantity.Broken(Violation.VALUE_MISSING)
                      : JsonTrees.quantity(value),
                  unit(metric));
          findings.add(draft, place + Places.part(name), line);
        }
      }
    }
  }

  private static Iterable<JsonNode> values(JsonNode value) {
    return value.isArray() ? value : List.of(value);
  }

  private static String unit(JsonNode metric) {
    String unit = JsonTrees.text(metric, "Unit");
    return unit.equals("None") ? "" : unit;
  }

  private static Map<String, String> dimensions(JsonNode sets, JsonNode root) {
    Map<String, String> longest = Map.of();
    for (JsonNode set : sets) {
      Map<String, String> dimensions = new LinkedHashMap<>();
      for (JsonNode name : set) {
        String dimension = name.stringValue("");
        dimensions.put(dimension, root.path(dimension).asString(""));
      }
      longest = dimensions.size() > longest.size() ? dimensions : longest;
    }
    return longest;
  }
}
