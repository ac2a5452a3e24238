package io.offbeat.model.rules;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.offbeat.model.SeriesKey;
import io.offbeat.model.rules.Mute.Muted;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MuteTest {
  private static final SeriesKey SERIES = new SeriesKey("pump-7", "temperature");

  /// Berlin: +01:00 in winter, +02:00 from 2026-03-29T02:00 to 2026-10-25T03:00 on the wall.
  private static final Rules RULES =
      Rules.parse(
          """
          {"mutes": [
            {"device": "pump-*", "days": ["sun"], "from": "01:30", "to": "04:00", "zone": "Europe/Berlin", "author": "ada", "reason": "filter change"},
            {"device": "pump-*", "days": ["wed"], "from": "22:00", "to": "06:00", "zone": "Europe/Berlin", "author": "ada", "reason": "filter change"},
            {"device": "pump-*", "days": ["fri"], "from": "12:00", "to": "12:00", "author": "ada", "reason": "filter change"}
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
    assertThat(RULES.muted(SERIES, at)).contains(muted(until));
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
    assertThat(RULES.muted(SERIES, at)).isEmpty();
  }

  /// 1:30 to 4:00 on both days on which the clocks change: an hour shorter, an hour longer.
  @ParameterizedTest
  @CsvSource({
    "Europe/Berlin,    2026-03-29T00:30:00Z, 2026-03-29T02:00:00Z",
    "Europe/Berlin,    2026-10-24T23:30:00Z, 2026-10-25T03:00:00Z",
    "America/New_York, 2026-03-08T06:30:00Z, 2026-03-08T08:00:00Z",
    "America/New_York, 2026-11-01T05:30:00Z, 2026-11-01T09:00:00Z"
  })
  void a_mute_goes_by_the_wall_clock_on_the_days_on_which_the_clocks_change(
      String zone, Instant begin, Instant end) {
    Rules rules = night(zone, "01:30");

    assertThat(rules.muted(SERIES, begin.minusSeconds(1))).isEmpty();
    assertThat(rules.muted(SERIES, begin)).contains(muted(end));
    assertThat(rules.muted(SERIES, end.minusSeconds(1))).contains(muted(end));
    assertThat(rules.muted(SERIES, end)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "Europe/Berlin,    2026-03-29T01:30:00Z, 2026-03-29T02:00:00Z",
    "America/New_York, 2026-03-08T07:30:00Z, 2026-03-08T08:00:00Z"
  })
  void a_time_that_the_wall_clock_skips_comes_when_the_clock_has_jumped(
      String zone, Instant begin, Instant end) {
    Rules rules = night(zone, "02:30");

    assertThat(rules.muted(SERIES, begin.minusSeconds(1))).isEmpty();
    assertThat(rules.muted(SERIES, begin)).contains(muted(end));
  }

  private static Muted muted(Instant until) {
    return new Muted(until, "ada", "filter change");
  }

  private static Rules night(String zone, String from) {
    return Rules.parse(
        """
        {"mutes": [{"device": "pump-*", "days": ["sun"], "from": "%s", "to": "04:00", "zone": "%s", "author": "ada", "reason": "filter change"}]}
        """
            .formatted(from, zone)
            .getBytes(UTF_8));
  }

  @ParameterizedTest
  @CsvSource({"2026-11-22T01:00:00Z"})
  void other_series_are_not_muted(Instant at) {
    assertThat(RULES.muted(new SeriesKey("fan-1", "speed"), at)).isEmpty();
  }

  @Test
  void a_mute_between_two_instants_holds_once() {
    Rules rules =
        Rules.parse(
            """
            {"mutes": [
              {"from": "2026-03-01T22:00:00+01:00", "to": "2026-03-02T04:00:00Z", "author": "ada", "reason": "filter change"}
            ]}
            """
                .getBytes(UTF_8));
    Instant begin = Instant.parse("2026-03-01T21:00:00Z");
    Instant end = Instant.parse("2026-03-02T04:00:00Z");

    assertThat(rules.muted(SERIES, begin.minusSeconds(1))).isEmpty();
    assertThat(rules.muted(SERIES, begin)).contains(muted(end));
    assertThat(rules.muted(SERIES, end.minusSeconds(1))).contains(muted(end));
    assertThat(rules.muted(SERIES, end)).isEmpty();
    assertThat(rules.muted(SERIES, begin.plus(Duration.ofDays(7)))).isEmpty();
  }

  @Test
  void a_mute_of_a_group_holds_for_its_devices_alone() {
    Rules rules =
        Rules.parse(
            """
            {"groups": [{"device": "pump-*", "name": "north-hall"}, {"device": "fan-*", "name": "south"}],
             "mutes": [{"group": "north-*", "from": "00:00", "to": "00:00", "author": "ada", "reason": "filter change"}]}
            """
                .getBytes(UTF_8));
    Instant at = Instant.parse("2026-11-22T01:00:00Z");

    assertThat(rules.muted(SERIES, at)).isPresent();
    assertThat(rules.muted(new SeriesKey("fan-1", "speed"), at)).isEmpty();
    assertThat(rules.muted(new SeriesKey("lone-1", "speed"), at)).isEmpty();
  }
}
