package io.offbeat.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.offbeat.model.wire.CensusCodec;
import io.offbeat.model.wire.WireFormatException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CensusTest {
  private static final Instant AT = Instant.parse("2026-11-25T17:00:00Z");

  @Test
  void devices_are_counted_once_and_once_for_each_metric() {
    var count = new Census.Count();
    count.add(List.of("temperature", "vibration"));
    count.add(List.of("temperature"));

    Census census = count.at(AT);

    assertThat(census).isEqualTo(new Census(AT, 2, Map.of("temperature", 2, "vibration", 1)));
    assertThat(census.of("temperature")).isEqualTo(2);
    assertThat(census.of("load")).isZero();
  }

  @Test
  void a_census_reads_as_it_was_written() {
    var census = new Census(AT, 2, Map.of("vibration", 1, "temperature", 2));

    assertThat(new String(CensusCodec.encode(census), UTF_8))
        .isEqualTo(
            """
            {"at":"2026-11-25T17:00:00Z","devices":2,"metrics":{"temperature":2,"vibration":1}}\
            """);
    assertThat(CensusCodec.decode(CensusCodec.encode(census))).isEqualTo(census);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "{}", "[]", "{\"at\":\"2026-11-25T17:00:00Z\",\"devices\":-1,\"metrics\":{}}"})
  void anything_else_is_none(String json) {
    assertThatThrownBy(() -> CensusCodec.decode(json.getBytes(UTF_8)))
        .isInstanceOf(WireFormatException.class);
  }
}
