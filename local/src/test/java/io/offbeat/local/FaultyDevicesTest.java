package io.offbeat.local;

import static io.offbeat.local.RuledPipeline.START;
import static io.offbeat.local.RuledPipeline.calmBut;
import static io.offbeat.local.RuledPipeline.put;
import static org.assertj.core.api.Assertions.assertThat;

import io.offbeat.alert.Alert;
import io.offbeat.alert.Alert.Cause;
import io.offbeat.alert.Alert.Change;
import io.offbeat.model.EpisodeEvent;
import io.offbeat.model.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What shows that a device cannot be believed, from its record to what people read.
class FaultyDevicesTest {
  private static final int DAY = 24 * 60;

  private final RuledPipeline ruled = new RuledPipeline();

  @Test
  void a_sentinel_is_a_notice_about_the_sensor_once_a_day_and_no_spike() {
    ruled.play("'sentinels': [-127]", 2 * DAY, i -> i >= 700 ? -127 : 20 + i % 7 * 0.1);

    assertThat(ruled.alerts()).hasSize(2);
    Alert notice = ruled.alerts().getFirst();
    assertThat(notice.change()).isEqualTo(Change.NOTICE);
    assertThat(notice.about().cause()).isEqualTo(Cause.DEVICE);
    assertThat(notice.subject())
        .isEqualTo("[SENSOR] pump-7 temperature sent -127, which means that there is no reading");
    assertThat(ruled.episodes()).extracting(EpisodeEvent::kind).containsOnly(Kind.FAULTY);
  }

  @Test
  void a_rule_may_do_without() {
    String rule = "'sentinels': [-127], 'kinds': {'faulty': false}";
    ruled.play(rule, 800, i -> i >= 700 ? -127 : 20 + i % 7 * 0.1);

    assertThat(ruled.episodes()).isEmpty();
  }

  @Test
  void a_clock_that_says_1970_is_one_notice_and_its_readings_count_at_their_arrival() {
    LocalPipeline pipeline = ruled.pipeline("'sensitivity': 1");
    for (int i = 0; i < 500; i++) {
      Instant arrivedAt = START.plus(Duration.ofMinutes(i));
      put(
          pipeline,
          i < 100 ? Instant.EPOCH.plusSeconds(i) : arrivedAt,
          arrivedAt,
          20 + i % 7 * 0.1);
    }
    pipeline.drain();
    pipeline.quiet(Duration.ofHours(1));

    assertThat(pipeline.totals().of("detect", "learned")).isEqualTo(500);
    assertThat(pipeline.totals().of("ingest", "clock")).isEqualTo(100);
    assertThat(pipeline.totals().imbalance()).isZero();
    assertThat(ruled.alerts())
        .singleElement()
        .satisfies(alert -> {
          assertThat(alert.change()).isEqualTo(Change.NOTICE);
          assertThat(alert.subject())
              .startsWith("[SENSOR] pump-7 offbeat.clock is ")
              .endsWith(" d behind the time: readings count at their arrival");
        });
  }

  @Test
  void a_year_in_the_future_moves_no_watermark() {
    LocalPipeline pipeline = ruled.pipeline("'sensitivity': 1");
    for (int i = 0; i < 500; i++) {
      Instant at = START.plus(Duration.ofMinutes(i));
      put(
          pipeline,
          i == 250 ? at.plus(Duration.ofDays(365)) : at,
          at,
          calmBut(450, 90).applyAsDouble(i));
    }
    pipeline.drain();

    assertThat(pipeline.totals().of("detect", "late")).isZero();
    assertThat(ruled.started()).extracting(EpisodeEvent::kind).containsExactly(Kind.SPIKE);
  }

  @Test
  void a_counters_reset_is_said_once_and_its_rate_goes_on() {
    ruled.play("'counter': true", 500, i -> i < 400 ? 1e5 + 60 * i : 60 * (i - 400));

    assertThat(ruled.alerts())
        .extracting(Alert::subject)
        .containsExactly(
            "[SENSOR] pump-7 temperature fell from 123940 to 0: the counter began anew");
    assertThat(ruled.started()).isEmpty();
  }

  @Test
  void a_counter_that_dips_for_one_reading_is_nothing() {
    ruled.play("'counter': true", 500, i -> i == 400 ? 0 : 1e5 + 60 * i);

    assertThat(ruled.episodes()).isEmpty();
    assertThat(ruled.alerts()).isEmpty();
  }

  @Test
  void forty_wrong_clocks_are_one_notice() {
    LocalPipeline pipeline = ruled.pipelineUnder("{}");
    for (int i = 0; i < 60; i++) {
      Instant at = START.plus(Duration.ofMinutes(i));
      for (int device = 0; device < 40; device++) {
        Instant clock = i < 30 ? at : at.minus(Duration.ofDays(20_000));
        put(pipeline, "pump-" + device, clock, at, 20 + i % 7 * 0.1);
      }
    }
    pipeline.drain();
    pipeline.quiet(Duration.ofHours(1));

    List<Alert> alerts = ruled.alerts();
    assertThat(alerts)
        .extracting(Alert::subject)
        .containsExactly("[SENSOR] fleet 40 devices: offbeat.clock faulty (40)");
  }
}
