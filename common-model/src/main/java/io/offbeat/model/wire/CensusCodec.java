package io.offbeat.model.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.offbeat.model.Census;
import java.time.Instant;
import java.util.Objects;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// A census as one object of JSON: `at`, `devices`, and `metrics` with a number of devices each.
public final class CensusCodec {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private CensusCodec() {}

  private record Fields(Instant at, int devices, TreeMap<String, Integer> metrics) {
    Fields {
      Objects.requireNonNull(at, "at");
      Objects.requireNonNull(metrics, "metrics");
    }
  }

  /// The census as JSON.
  public static byte[] encode(Census census) {
    var fields = new Fields(census.at(), census.devices(), new TreeMap<>(census.byMetric()));
    return JSON.writeValueAsString(fields).getBytes(UTF_8);
  }

  /// The census that [#encode] wrote.
  ///
  /// @throws WireFormatException when it is none
  public static Census decode(byte[] json) {
    try {
      var fields = JSON.readValue(json, Fields.class);
      return new Census(fields.at(), fields.devices(), fields.metrics());
    } catch (JacksonException | IllegalArgumentException e) {
      throw new WireFormatException("not a census: " + e.getMessage(), e);
    }
  }
}
