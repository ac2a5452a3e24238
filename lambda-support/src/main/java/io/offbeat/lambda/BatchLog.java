package io.offbeat.lambda;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.databind.json.JsonMapper;

/// Writes one line of JSON a batch, which is the log entry and, in CloudWatch's embedded metric
/// format, the metrics too
/// (https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html).
public final class BatchLog {
  /// Namespace of every metric.
  public static final String NAMESPACE = "Offbeat";

  private static final JsonMapper JSON = new JsonMapper();

  private final String environment;
  private final String function;
  private final Consumer<String> lines;

  /// @param environment name of the deployment, such as `prod`
  /// @param function name of the function, such as `ingest`
  /// @param lines where each line goes
  public BatchLog(String environment, String function, Consumer<String> lines) {
    this.environment = environment;
    this.function = function;
    this.lines = lines;
  }

  /// Writes the line of one batch.
  ///
  /// @param at when the batch ended
  /// @param tally what the batch did
  /// @param fields what else to say, such as where the batch resumes
  public void write(Instant at, Tally<?> tally, Map<String, String> fields) {
    var line = new LinkedHashMap<String, Object>();
    Map<String, Long> counts = tally.byName();
    counts.put("imbalance", tally.imbalance());
    line.put("_aws", metadata(at, List.copyOf(counts.keySet())));
    line.put("Environment", environment);
    line.put("Function", function);
    line.putAll(counts);
    line.putAll(fields);
    lines.accept(JSON.writeValueAsString(line));
  }

  private static Map<String, Object> metadata(Instant at, List<String> names) {
    return Map.of(
        "Timestamp",
        at.toEpochMilli(),
        "CloudWatchMetrics",
        List.of(
            Map.of(
                "Namespace",
                NAMESPACE,
                "Dimensions",
                List.of(List.of("Environment", "Function")),
                "Metrics",
                names.stream().map(name -> Map.of("Name", name, "Unit", "Count")).toList())));
  }
}
