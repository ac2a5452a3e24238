package io.offbeat.local;

import static io.offbeat.local.RuledPipeline.START;
import static io.offbeat.local.RuledPipeline.calmBut;
import static io.offbeat.local.RuledPipeline.put;
import static org.assertj.core.api.Assertions.assertThat;

import io.offbeat.model.EpisodeEvent;
import io.offbeat.model.Kind;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Each option of the gate and of judging, through the whole local pipeline.
class RulesPipelineTest {
  private final RuledPipeline ruled = new RuledPipeline();

  @Test
  void hard_range_makes_poison_of_what_cannot_be() {
    LocalPipeline pipeline = ruled.play("'hardRange': [-40, 85]", 100, calmBut(50, 900));

    assertThat(pipeline.totals().of("ingest", "poison")).isOne();
    assertThat(pipeline.totals().of("ingest", "forwarded")).isEqualTo(99);
    assertThat(ruled.archive().objects().keySet()).anyMatch(key -> key.startsWith("quarantine/"));
    assertThat(ruled.episodes()).isEmpty();
  }

  @Test
  void breach_alert_makes_an_anomaly_of_it_at_once() {
    ruled.play("'hardRange': [null, 85], 'breach': 'alert'", 10, calmBut(5, 900));

    assertThat(ruled.started()).singleElement().extracting(EpisodeEvent::peak).isEqualTo(900.0);
  }

  @Test
  void sentinels_are_counted_and_not_judged() {
    LocalPipeline pipeline = ruled.play("'sentinels': [-127]", 100, calmBut(50, -127));

    assertThat(pipeline.totals().of("ingest", "sentinel")).isOne();
    assertThat(pipeline.totals().of("detect", "learned")).isEqualTo(99);
    assertThat(ruled.started()).isEmpty();
  }

  @Test
  void unit_is_told_in_episodes() {
    ruled.play("'unit': 'K'", 200, calmBut(150, 90));

    assertThat(ruled.started()).first().extracting(EpisodeEvent::unit).isEqualTo("K");
  }

  @Test
  void clock_arrival_takes_no_notice_of_the_devices_clock() {
    assertThat(late("'clock': 'event'")).isEqualTo(1);
    assertThat(late("'clock': 'arrival'")).isZero();
  }

  @Test
  void lateness_says_how_old_a_reading_may_be() {
    LocalPipeline pipeline = ruled.pipeline("'lateness': '10m'");
    put(pipeline, START, START.plus(Duration.ofMinutes(10)), 20);
    put(pipeline, START, START.plus(Duration.ofMinutes(11)), 20);
    pipeline.drain();

    assertThat(pipeline.totals().of("ingest", "too-old")).isOne();
  }

  @Test
  void enabled_false_makes_no_episode() {
    ruled.play("'enabled': false", 500, calmBut(450, 90));

    assertThat(ruled.episodes()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {"'sensitivity': 0.1, 0", "'sensitivity': 'medium', 1"})
  void sensitivity_says_how_readily_it_alerts(String options, int expected) {
    ruled.play(options, 500, calmBut(450, 24));

    assertThat(ruled.started()).hasSize(expected);
  }

  @ParameterizedTest
  @CsvSource({"above, 90, 1", "above, -90, 0", "below, 90, 0", "below, -90, 1", "both, -90, 1"})
  void direction_says_which_side_matters(String direction, double value, int expected) {
    ruled.play("'direction': '%s'".formatted(direction), 500, calmBut(450, value));

    assertThat(ruled.started()).hasSize(expected);
  }

  @ParameterizedTest
  @CsvSource({"30, 1", "80, 0", "'150%', 1", "'400%', 0"})
  void min_deviation_says_how_far_out_it_is_at_least(String least, int expected) {
    String json = least.endsWith("%") ? "'%s'".formatted(least) : least;
    ruled.play("'minDeviation': %s".formatted(json), 500, calmBut(450, 90));

    assertThat(ruled.started()).hasSize(expected);
  }

  @ParameterizedTest
  @CsvSource({"true, 1", "false, 0"})
  void kinds_can_be_switched_off(boolean on, int expected) {
    ruled.play("'kinds': {'spike': %s}".formatted(on), 500, calmBut(450, 90));

    assertThat(ruled.started()).hasSize(expected);
  }

  @Test
  void season_daily_expects_the_hours_of_the_zone() {
    String daily = "'season': 'daily', 'zone': 'Asia/Tokyo', 'kinds': ['spike']";
    IntToDoubleFunction peakAtNoon = i -> (i / 60 % 24 == 12 ? 40 : 20) + i % 7 * 0.1;

    ruled.play(daily, 4 * 24 * 60, i -> i == 5_000 ? 40 : peakAtNoon.applyAsDouble(i));

    assertThat(ruled.started())
        .anySatisfy(
            event -> assertThat(event.at()).isEqualTo(START.plus(Duration.ofMinutes(5_000))));
  }

  /// At work from Monday to Friday; on the fourth Sunday at noon too.
  @ParameterizedTest
  @CsvSource({"weekly, true", "daily, false", "none, false"})
  void season_weekly_expects_the_days_of_the_week(String season, boolean told) {
    LocalPipeline pipeline =
        ruled.pipeline("'season': '%s', 'kinds': ['spike', 'off-rhythm']".formatted(season));
    Instant monday = Instant.parse("2026-03-02T00:00:00Z");
    int sunday = (3 * 7 + 6) * 24 + 12;
    for (int quarter = 0; quarter < 4 * 28 * 24; quarter++) {
      int hour = quarter / 4;
      boolean works = hour / 24 % 7 < 5 && hour % 24 >= 8 && hour % 24 < 18;
      double value = (works || hour == sunday ? 40 : 20) + quarter % 7 * 0.1;
      put(pipeline, monday.plus(Duration.ofMinutes(15L * quarter)), value);
    }
    pipeline.drain();

    Instant noon = monday.plus(Duration.ofHours(sunday));
    assertThat(ruled.started().stream().anyMatch(event -> event.at().equals(noon))).isEqualTo(told);
  }

  @Test
  void counter_is_judged_by_its_rate() {
    IntToDoubleFunction metered = i -> i * 600.0 + i % 7 + (i >= 450 ? 90_000 : 0);

    ruled.play("'counter': true", 500, metered);

    assertThat(ruled.started()).hasSize(1);
    assertThat(ruled.started().getFirst().peak()).isBetween(1_500.0, 1_520.0);
  }

  @Test
  void every_judges_an_aggregate() {
    ruled.play("'every': '5m', 'aggregate': 'max'", 1_000, calmBut(903, 90));

    assertThat(ruled.started()).hasSize(1);
    assertThat(ruled.started().getFirst().at()).isEqualTo(START.plus(Duration.ofMinutes(905)));
  }

  @ParameterizedTest
  @CsvSource({"sum, 450", "mean, 90", "min, 90", "last, 90"})
  void an_aggregate_is_told_as_such(String aggregate, double peak) {
    String options = "'every': '5m', 'aggregate': '%s'".formatted(aggregate);

    ruled.play(options, 1_000, i -> i >= 900 && i < 905 ? 90 : 20 + i % 7 * 0.1);

    assertThat(ruled.started()).first().extracting(EpisodeEvent::peak).isEqualTo(peak);
  }

  @Test
  void an_empty_window_counts_zero() {
    LocalPipeline pipeline = ruled.pipeline("'every': '5m', 'aggregate': 'count'");
    for (int i = 0; i < 1_000; i++) {
      if (i < 900 || i >= 930) {
        put(pipeline, START.plus(Duration.ofMinutes(i)), 20);
      }
    }
    pipeline.drain();

    assertThat(ruled.started()).first().extracting(EpisodeEvent::value).isEqualTo(0.0);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      delimiter = '|',
      value = {
        "'silence': 'off' | 0",
        "'silence': '10m' | 1",
        "'silence': '2h' | 0",
        "'silence': '10m', 'every': '5m', 'aggregate': 'mean' | 1",
        "'silence': '10m', 'every': '5m', 'aggregate': 'count' | 1",
        "'silence': '2h', 'every': '5m', 'aggregate': 'mean' | 0"
      })
  void silence_says_when_it_is_anomalous_that_it_stopped(String options, int expected) {
    LocalPipeline pipeline = ruled.play(options, 60, calmBut(100, 0));
    for (int minute = 60; minute <= 80; minute++) {
      String other = "{\"device\":\"fan-1\",\"metric\":\"speed\",\"value\":1}";
      pipeline.put(
          "fan-1", START.plus(Duration.ofMinutes(minute)), other.getBytes(StandardCharsets.UTF_8));
      pipeline.drain();
      pipeline.sweep();
      pipeline.drain();
    }

    assertThat(ruled.started()).filteredOn(event -> event.kind() == Kind.SILENT).hasSize(expected);
  }

  @ParameterizedTest
  @CsvSource({"comma, 1", "point, 0"})
  void decimal_says_what_stands_before_a_fraction(String decimal, int expected) {
    LocalPipeline pipeline = ruled.pipeline("'decimal': '%s'".formatted(decimal));
    String json = "{\"device\":\"pump-7\",\"metric\":\"temperature\",\"value\":\"21,5\"}";
    pipeline.put("pump-7", START, json.getBytes(StandardCharsets.UTF_8));
    pipeline.drain();

    assertThat(pipeline.totals().of("detect", "learned")).isEqualTo(expected);
    assertThat(pipeline.totals().of("ingest", "poison")).isEqualTo(1 - expected);
  }

  private long late(String options) {
    LocalPipeline pipeline = ruled.pipeline(options);
    put(pipeline, START, START, 20);
    pipeline.drain();
    put(pipeline, START.minusSeconds(60), START.plusSeconds(1), 21);
    pipeline.drain();
    return pipeline.totals().of("detect", "late");
  }
}
