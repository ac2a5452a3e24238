package io.offbeat.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import io.offbeat.lambda.Tally.Equation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The line is held to the embedded metric format's specification.
class BatchLogTest {
  private enum Count {
    READINGS,
    TOO_OLD
  }

  private final List<String> lines = new ArrayList<>();
  private final BatchLog log = new BatchLog("prod", "ingest", lines::add);

  @Test
  void a_batch_is_one_line_of_json() {
    JsonNode line = write(Map.of("cause", "throttled\ntwice"));

    assertThat(lines.getFirst()).doesNotContain("\n");
    assertThat(line.get("readings").asLong()).isEqualTo(7);
    assertThat(line.get("too-old").asLong()).isEqualTo(3);
    assertThat(line.get("imbalance").asLong()).isEqualTo(4);
    assertThat(line.get("cause").asString()).isEqualTo("throttled\ntwice");
  }

  @Test
  void every_count_is_a_metric_and_every_metric_has_its_value_at_the_root() {
    JsonNode line = write(Map.of());
    JsonNode directive = directive(line);

    assertThat(directive.get("Namespace").asString()).isEqualTo("Offbeat");
    assertThat(directive.get("Metrics").valueStream().map(m -> m.get("Name").asString()))
        .containsExactlyInAnyOrder("readings", "too-old", "imbalance");
    assertThat(directive.get("Metrics").valueStream())
        .hasSizeLessThanOrEqualTo(100)
        .allSatisfy(
            metric -> assertThat(line.get(metric.get("Name").asString()).isNumber()).isTrue())
        .allSatisfy(metric -> assertThat(metric.get("Unit").asString()).isEqualTo("Count"));
  }

  @Test
  void every_dimension_has_its_value_at_the_root() {
    JsonNode line = write(Map.of());

    JsonNode dimensions = directive(line).get("Dimensions");

    assertThat(dimensions.size()).isEqualTo(1);
    assertThat(dimensions.get(0).valueStream().map(name -> line.get(name.asString()).asString()))
        .containsExactly("prod", "ingest");
  }

  @Test
  void a_fault_of_the_environment_is_a_metric_at_once() {
    log.alarm(
        Instant.ofEpochMilli(1_780_000_000_123L),
        new EnvironmentFault("put of raw/x: AccessDenied", new IllegalStateException()));
    JsonNode line = new JsonMapper().readTree(lines.getFirst());

    assertThat(line.get("environment-fault").asLong()).isEqualTo(1);
    assertThat(line.get("cause").asString()).isEqualTo("put of raw/x: AccessDenied");
    assertThat(directive(line).get("Metrics").valueStream().map(m -> m.get("Name").asString()))
        .containsExactly("environment-fault");
  }

  @Test
  void the_timestamp_is_in_milliseconds() {
    assertThat(write(Map.of()).get("_aws").get("Timestamp").asLong()).isEqualTo(1_780_000_000_123L);
  }

  private static JsonNode directive(JsonNode line) {
    JsonNode directives = line.get("_aws").get("CloudWatchMetrics");
    assertThat(directives.size()).isEqualTo(1);
    return directives.get(0);
  }

  private JsonNode write(Map<String, String> fields) {
    var tally =
        new Tally<>(Count.class, List.of(new Equation<>(Count.READINGS, List.of(Count.TOO_OLD))));
    tally.add(Count.READINGS, 7);
    tally.add(Count.TOO_OLD, 3);
    log.write(Instant.ofEpochMilli(1_780_000_000_123L), tally, fields);
    return new JsonMapper().readTree(lines.getLast());
  }
}
