package io.offbeat.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import tools.jackson.databind.json.JsonMapper;

/// Writes one line of JSON a batch, which is the log entry and, in CloudWatch's embedded metric
/// format, the metrics too
/// (https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html).
public final class BatchLog {
  /// Namespace of every metric.
  public static final String NAMESPACE = "Offbeat";

  /// Metric of what only a person can mend.
  public static final String ENVIRONMENT_FAULT = "environment-fault";

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
    write(at, tally, Map.of(), fields);
  }

  /// Writes the line of one batch.
  ///
  /// @param at when the batch ended
  /// @param tally what the batch did
  /// @param more metrics that only some batches have: CloudWatch bills a metric for the hours in
  ///   which it is written
  /// @param fields what else to say, such as where the batch resumes
  public void write(
      Instant at, Tally<?> tally, Map<String, Long> more, Map<String, String> fields) {
    var line = new LinkedHashMap<String, Object>();
    Map<String, Long> counts = tally.byName();
    counts.putAll(more);
    counts.put("imbalance", tally.imbalance());
    line.put("_aws", metadata(at, List.copyOf(counts.keySet())));
    line.put("Environment", environment);
    line.put("Function", function);
    line.putAll(counts);
    line.putAll(fields);
    lines.accept(JSON.writeValueAsString(line));
  }

  /// Writes at once that somebody must mend something: the metric [#ENVIRONMENT_FAULT].
  ///
  /// @param at when it was found
  /// @param fault what was tried, on what, and what came back
  public void alarm(Instant at, EnvironmentFault fault) {
    var line = new LinkedHashMap<String, Object>();
    line.put("_aws", metadata(at, List.of(ENVIRONMENT_FAULT)));
    line.put("Environment", environment);
    line.put("Function", function);
    line.put(ENVIRONMENT_FAULT, 1);
    line.put("cause", String.valueOf(fault.getMessage()));
    lines.accept(JSON.writeValueAsString(line));
  }

  /// The patience of an invocation, which tells here what only a person can mend.
  ///
  /// @param context the invocation's
  /// @param random spreads the waits
  /// @param clock tells when a fault is found
  public Patience patience(Context context, RandomGenerator random, InstantSource clock) {
    return new Patience(Patience.Timer.of(context), random, fault -> alarm(clock.instant(), fault));
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
