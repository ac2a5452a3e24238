package io.offbeat.local;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Adds up what the functions count, from the very lines that CloudWatch would take the metrics
/// from
/// (https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html).
public final class Totals {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String IMBALANCE = "imbalance";

  private final Map<String, Map<String, Long>> byFunction = new LinkedHashMap<>();
  private String lastTrouble = "";

  /// Adds one line of a function's log.
  public void add(String line) {
    JsonNode log = JSON.readTree(line);
    Map<String, Long> counts =
        byFunction.computeIfAbsent(log.required("Function").asString(), _ -> new LinkedHashMap<>());
    for (JsonNode group : log.required("_aws").required("CloudWatchMetrics")) {
      for (JsonNode metric : group.required("Metrics")) {
        String name = metric.required("Name").asString();
        counts.merge(name, log.required(name).asLong(), Long::sum);
      }
    }
    lastTrouble = log.path("cause").asString(log.path("trouble").asString(lastTrouble));
  }

  /// What a function counted under a name, 0 when it did not.
  public long of(String function, String name) {
    return byFunction.getOrDefault(function, Map.of()).getOrDefault(name, 0L);
  }

  /// Everything that a function counted, in its own order.
  public Map<String, Long> of(String function) {
    return Collections.unmodifiableMap(byFunction.getOrDefault(function, Map.of()));
  }

  /// By how much the functions' equations failed to hold; 0 unless one has a bug.
  public long imbalance() {
    return byFunction.keySet().stream().mapToLong(function -> of(function, IMBALANCE)).sum();
  }

  /// The newest trouble that made a function ask for records again; empty when all went well.
  public Optional<String> lastTrouble() {
    return Optional.of(lastTrouble).filter(trouble -> !trouble.isEmpty());
  }
}
