package io.offbeat.checks.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.offbeat.detector.Heartbeats;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What [Heartbeats] promise.
interface HeartbeatsContract {
  /// Heartbeats for as many shards.
  Heartbeats heartbeats(int shards);

  /// The records on the stream, a shard each.
  List<String> records();

  @Test
  default void every_open_shard_has_a_reading_of_every_device() {
    Instant at = Instant.parse("2026-11-25T17:00:00Z");

    var shards = heartbeats(4).put(at, List.of("offbeat.heartbeat-0", "offbeat.heartbeat-3"));

    assertThat(shards).hasSize(4);
    assertThat(records())
        .hasSize(4)
        .allSatisfy(record ->
            assertThat(record)
                .isEqualTo(
                    """
                    {"device":"offbeat.heartbeat-0","metric":"heartbeat","at":"2026-11-25T17:00:00Z","value":1}
                    {"device":"offbeat.heartbeat-3","metric":"heartbeat","at":"2026-11-25T17:00:00Z","value":1}\
                    """));
  }
}
