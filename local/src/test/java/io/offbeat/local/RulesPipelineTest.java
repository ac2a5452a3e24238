package io.offbeat.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.offbeat.alert.InMemoryAlertPublisher;
import io.offbeat.ingest.InMemoryArchive;
import io.offbeat.local.LocalPipeline.Ports;
import io.offbeat.model.EpisodeEvent;
import io.offbeat.model.EpisodeEvent.Change;
import io.offbeat.model.rules.Rules;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Each option of the rules, through the whole local pipeline.
class RulesPipelineTest {
  private static final Instant START = Instant.parse("2026-03-10T00:00:00Z");
  private static final Clock CLOCK = Clock.fixed(START, ZoneOffset.UTC);

  private final List<EpisodeEvent> episodes = new ArrayList<>();
  private final InMemoryAlertPublisher alerts = new InMemoryAlertPublisher();
  private final InMemoryArchive archive = new InMemoryArchive();

  @Test
  void hard_range_makes_poison_of_what_cannot_be() {
    LocalPipeline pipeline = play("'hardRange': [-40, 85]", 100, calmBut(50, 900));

    assertThat(pipeline.totals().of("ingest", "poison")).isOne();
    assertThat(pipeline.totals().of("ingest", "forwarded")).isEqualTo(99);
    assertThat(archive.objects().keySet()).anyMatch(key -> key.startsWith("quarantine/"));
    assertThat(episodes).isEmpty();
  }

  @Test
  void breach_alert_makes_an_anomaly_of_it_at_once() {
    play("'hardRange': [null, 85], 'breach': 'alert'", 10, calmBut(5, 900));

    assertThat(started()).singleElement().extracting(EpisodeEvent::peak).isEqualTo(900.0);
  }

  @Test
  void sentinels_are_counted_and_not_judged() {
    LocalPipeline pipeline = play("'sentinels': [-127]", 100, calmBut(50, -127));

    assertThat(pipeline.totals().of("ingest", "sentinel")).isOne();
    assertThat(pipeline.totals().of("detect", "learned")).isEqualTo(99);
    assertThat(episodes).isEmpty();
  }

  @Test
  void unit_is_told_in_episodes() {
    play("'unit': 'K'", 200, calmBut(150, 90));

    assertThat(started()).first().extracting(EpisodeEvent::unit).isEqualTo("K");
  }

  @Test
  void clock_arrival_takes_no_notice_of_the_devices_clock() {
    assertThat(late("'clock': 'event'")).isEqualTo(1);
    assertThat(late("'clock': 'arrival'")).isZero();
  }

  @Test
  void lateness_says_how_old_a_reading_may_be() {
    LocalPipeline pipeline = pipeline("'lateness': '10m'");
    put(pipeline, START, START.plus(Duration.ofMinutes(10)), 20);
    put(pipeline, START, START.plus(Duration.ofMinutes(11)), 20);
    pipeline.drain();

    assertThat(pipeline.totals().of("ingest", "too-old")).isOne();
  }

  @Test
  void enabled_false_makes_no_episode() {
    play("'enabled': false", 500, calmBut(450, 90));

    assertThat(episodes).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {"'sensitivity': 0.1, 0", "'sensitivity': 'medium', 1"})
  void sensitivity_says_how_readily_it_alerts(String options, int expected) {
    play(options, 500, calmBut(450, 24));

    assertThat(started()).hasSize(expected);
  }

  @ParameterizedTest
  @CsvSource({"above, 90, 1", "above, -90, 0", "below, 90, 0", "below, -90, 1", "both, -90, 1"})
  void direction_says_which_side_matters(String direction, double value, int expected) {
    play("'direction': '%s'".formatted(direction), 500, calmBut(450, value));

    assertThat(started()).hasSize(expected);
  }

  @ParameterizedTest
  @CsvSource({"30, 1", "80, 0", "'150%', 1", "'400%', 0"})
  void min_deviation_says_how_far_out_it_is_at_least(String least, int expected) {
    String json = least.endsWith("%") ? "'%s'".formatted(least) : least;
    play("'minDeviation': %s".formatted(json), 500, calmBut(450, 90));

    assertThat(started()).hasSize(expected);
  }

  @ParameterizedTest
  @CsvSource({"true, 1", "false, 0"})
  void kinds_can_be_switched_off(boolean on, int expected) {
    play("'kinds': {'spike': %s}".formatted(on), 500, calmBut(450, 90));

    assertThat(started()).hasSize(expected);
  }

  @Test
  void season_daily_expects_the_hours_of_the_zone() {
    String daily = "'season': 'daily', 'zone': 'Asia/Tokyo', 'kinds': ['spike']";
    IntToDoubleFunction peakAtNoon = i -> (i / 60 % 24 == 12 ? 40 : 20) + i % 7 * 0.1;

    play(daily, 4 * 24 * 60, i -> i == 5_000 ? 40 : peakAtNoon.applyAsDouble(i));

    assertThat(started())
        .anySatisfy(
            event -> assertThat(event.at()).isEqualTo(START.plus(Duration.ofMinutes(5_000))));
  }

  @Test
  void counter_is_judged_by_its_rate() {
    IntToDoubleFunction metered = i -> i * 600.0 + i % 7 + (i >= 450 ? 90_000 : 0);

    play("'counter': true", 500, metered);

    assertThat(started()).hasSize(1);
    assertThat(started().getFirst().peak()).isBetween(1_500.0, 1_520.0);
  }

  @Test
  void every_judges_an_aggregate() {
    play("'every': '5m', 'aggregate': 'max'", 1_000, calmBut(903, 90));

    assertThat(started()).hasSize(1);
    assertThat(started().getFirst().at()).isEqualTo(START.plus(Duration.ofMinutes(905)));
  }

  private long late(String options) {
    LocalPipeline pipeline = pipeline(options);
    put(pipeline, START, START, 20);
    pipeline.drain();
    put(pipeline, START.minusSeconds(60), START.plusSeconds(1), 21);
    pipeline.drain();
    return pipeline.totals().of("detect", "late");
  }

  /// A steady series with one value that is not.
  private static IntToDoubleFunction calmBut(int minute, double value) {
    return i -> i == minute ? value : 20 + i % 7 * 0.1;
  }

  private LocalPipeline play(String options, int minutes, IntToDoubleFunction values) {
    LocalPipeline pipeline = pipeline(options);
    for (int i = 0; i < minutes; i++) {
      Instant at = START.plus(Duration.ofMinutes(i));
      put(pipeline, at, at, values.applyAsDouble(i));
    }
    pipeline.drain();
    assertThat(pipeline.totals().imbalance()).isZero();
    return pipeline;
  }

  private LocalPipeline pipeline(String options) {
    String file = "{'rules': [{'device': 'pump-*', %s}]}".formatted(options);
    Rules rules = Rules.parse(file.replace('\'', '"').getBytes(UTF_8));
    return new LocalPipeline(new Ports(archive, episodes::add, alerts, () -> rules), CLOCK, START);
  }

  private static void put(LocalPipeline pipeline, Instant at, Instant arrivedAt, double value) {
    String json =
        """
        {"device":"pump-7","metric":"temperature","at":"%s","value":%s}\
        """
            .formatted(at, value);
    pipeline.put("pump-7", arrivedAt, json.getBytes(UTF_8));
  }

  private List<EpisodeEvent> started() {
    return episodes.stream().filter(event -> event.change() == Change.STARTED).toList();
  }
}
