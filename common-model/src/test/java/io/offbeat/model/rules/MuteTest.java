package io.offbeat.model.rules;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.offbeat.model.SeriesKey;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MuteTest {
  private static final SeriesKey SERIES = new SeriesKey("pump-7", "temperature");

  /// Berlin: +01:00 in winter, +02:00 from 2026-03-29T02:00 to 2026-10-25T03:00 on the wall.
  private static final Rules RULES =
      Rules.parse(
          """
          {"mutes": [
            {"device": "pump-*", "days": ["sun"], "from": "01:30", "to": "04:00", "zone": "Europe/Berlin"},
            {"device": "pump-*", "days": ["wed"], "from": "22:00", "to": "06:00", "zone": "Europe/Berlin"},
            {"device": "pump-*", "days": ["fri"], "from": "12:00", "to": "12:00"}
          ]}
          """
              .getBytes(UTF_8));

  @ParameterizedTest
  @CsvSource({
    "2026-11-22T00:30:00Z, 2026-11-22T03:00:00Z",
    "2026-11-22T02:59:59Z, 2026-11-22T03:00:00Z",
    "2026-07-19T00:00:00Z, 2026-07-19T02:00:00Z",
    "2026-03-29T01:59:59Z, 2026-03-29T02:00:00Z",
    "2026-10-24T23:30:00Z, 2026-10-25T03:00:00Z",
    "2026-10-25T02:59:59Z, 2026-10-25T03:00:00Z",
    "2026-11-25T21:00:00Z, 2026-11-26T05:00:00Z",
    "2026-11-26T04:59:59Z, 2026-11-26T05:00:00Z",
    "2026-11-28T11:59:59Z, 2026-11-28T12:00:00Z"
  })
  void a_series_is_muted_by_the_wall_clock(Instant at, Instant until) {
    assertThat(RULES.mutedUntil(SERIES, at)).contains(until);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-22T00:29:59Z",
    "2026-11-22T03:00:00Z",
    "2026-03-29T02:00:00Z",
    "2026-11-24T21:00:00Z",
    "2026-11-26T05:00:00Z",
    "2026-11-28T12:00:00Z"
  })
  void outside_the_window_it_is_not(Instant at) {
    assertThat(RULES.mutedUntil(SERIES, at)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"2026-11-22T01:00:00Z"})
  void other_series_are_not_muted(Instant at) {
    assertThat(RULES.mutedUntil(new SeriesKey("fan-1", "speed"), at)).isEmpty();
  }
}
