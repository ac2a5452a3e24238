package io.offbeat.ingest.format;

import io.offbeat.ingest.format.Findings.Draft;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// Telegraf's JSON, a metric an object or a batch of them in `metrics`
/// (https://docs.influxdata.com/telegraf/v1/data_formats/output/json/). Its time is in seconds; one
/// that could not be, because `json_timestamp_units` says otherwise, is told by its size.
record TelegrafJson() implements Format {
  @Override
  public String label() {
    return "telegraf";
  }

  @Override
  public boolean recognises(Payload payload) {
    var keys = payload.keys();
    return (keys.contains("fields") && keys.contains("name")) || keys.equals(Set.of("metrics"));
  }

  @Override
  public List<Decoded> decode(Payload payload) {
    return JsonTrees.readAll(
        payload,
        (tree, place, line, findings) -> {
          JsonNode metrics = tree.path("metrics");
          if (!metrics.isArray()) {
            add(tree, place, line, payload.arrivedAt(), findings);
          }
          for (int i = 0; i < metrics.size(); i++) {
            String inBatch = place + "/metrics/" + i;
            add(metrics.path(i), inBatch, line, payload.arrivedAt(), findings);
          }
        });
  }

  private static void add(
      JsonNode metric, String place, int line, Instant arrivedAt, Findings findings) {
    String name = JsonTrees.text(metric, "name");
    if (name.isEmpty()) {
      findings.poison(Violation.METRIC_MISSING, place + "/name", line);
      return;
    }
    JsonNode time = metric.path("timestamp");
    Optional<Instant> told =
        time.isMissingNode() ? Optional.of(arrivedAt) : JsonTrees.decimal(time).map(EventTime::of);
    if (told.isEmpty()) {
      findings.poison(Violation.AT_UNREADABLE, place + "/timestamp", line);
      return;
    }
    Instant at = told.get();
    var series = TaggedSeries.of(name, JsonTrees.texts(metric.path("tags")));
    for (Map.Entry<String, JsonNode> field : metric.path("fields").properties()) {
      String inFields = place + "/fields" + Places.part(field.getKey());
      if (field.getValue().isNumber()) {
        String full = series.metric(field.getKey());
        Quantity value = JsonTrees.quantity(field.getValue());
        findings.add(new Draft(series.device(), full, at, value, ""), inFields, line);
      } else {
        findings.skip(Skip.NO_NUMBER, inFields);
      }
    }
  }
}
