package io.offbeat.local;

import static io.offbeat.local.RuledPipeline.START;
import static io.offbeat.local.RuledPipeline.put;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.offbeat.alert.Alert;
import io.offbeat.alert.Alert.Change;
import io.offbeat.model.EpisodeEvent;
import io.offbeat.model.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

/// What robs people on call of their sleep elsewhere, and what they get here: a reading a minute
/// through the whole local pipeline.
class OnCallTest {
  private static final int DAY = 24 * 60;

  private final RuledPipeline ruled = new RuledPipeline();

  @Test
  void a_real_85_is_told() {
    ruled.play(ruled.pipelineUnder("{}"), DAY + 60, i -> i < DAY ? warm(i) : 85 + noise(i));

    assertThat(changes()).contains(Change.OPENED);
  }

  @Test
  void two_equal_outages_five_days_apart_are_both_told() {
    IntToDoubleFunction outages =
        i -> i / DAY % 5 == 3 && i % DAY >= 600 && i % DAY < 780 ? 2 + noise(i) : warm(i);

    ruled.play(ruled.pipelineUnder("{}"), 10 * DAY, outages);

    assertThat(ruled.alerts().stream().filter(alert -> alert.change() == Change.OPENED))
        .extracting(alert -> Duration.between(START, alert.about().since()).toDays())
        .containsExactly(3L, 8L);
  }

  @Test
  void what_stays_as_it_has_become_is_told_as_the_new_normal_and_then_no_more() {
    ruled.play(ruled.pipelineUnder("{}"), 6 * DAY, i -> i < 2 * DAY ? warm(i) : warm(i) + 30);

    assertThat(changes()).containsExactly(Change.OPENED, Change.RESOLVED);
    assertThat(ruled.alerts().getLast().subject()).contains("counts as normal now");
  }

  @Test
  void a_constant_series_says_nothing_of_a_hair_and_tells_a_leap() {
    ruled.play(ruled.pipelineUnder("{}"), 700, i -> i == 500 ? 5.0001 : i >= 600 ? 50 : 5);

    assertThat(ruled.started()).extracting(EpisodeEvent::kind).doesNotContain(Kind.SILENT);
    assertThat(ruled.started().getFirst().start()).isEqualTo(at(600));
    assertThat(changes()).startsWith(Change.OPENED);
  }

  @Test
  void the_sun_at_night_and_a_machine_at_rest_are_not_stuck_and_a_frozen_sensor_is() {
    IntToDoubleFunction sun =
        i -> Math.max(0, Math.sin(Math.PI * (i % DAY - 360) / 720.0)) * (800 + 20 * noise(i));
    IntToDoubleFunction machine = i -> i % 120 < 30 ? 0 : 900 + 10 * noise(i);
    LocalPipeline pipeline = ruled.pipelineUnder("{}");
    for (int i = 0; i < 5 * DAY; i++) {
      put(pipeline, "sun", at(i), sun.applyAsDouble(i));
      put(pipeline, "machine", at(i), machine.applyAsDouble(i));
      put(pipeline, "frozen", at(i), warm(Math.min(i, 4 * DAY)));
    }
    pipeline.drain();

    assertThat(ruled.started().stream().filter(event -> event.kind() == Kind.STUCK))
        .extracting(event -> event.series().device())
        .containsOnly("frozen");
  }

  @Test
  void a_batch_that_comes_out_of_order_makes_no_alert_and_the_newest_is_the_latest() {
    LocalPipeline pipeline = ruled.pipelineUnder("{}");
    for (int i = 0; i < 600; i += 10) {
      for (int minute = i + 9; minute >= i; minute--) {
        put(pipeline, at(minute), at(i + 9), warm(minute));
      }
    }
    pipeline.drain();

    assertThat(ruled.started()).isEmpty();
    assertThat(pipeline.totals().of("detect", "learned")).isEqualTo(600);
  }

  @Test
  void seconds_milliseconds_microseconds_and_nanoseconds_of_one_device_are_one_time() {
    LocalPipeline pipeline = ruled.pipelineUnder("{}");
    for (int i = 0; i < 400; i++) {
      long seconds = at(i).getEpochSecond();
      String time =
          switch (i % 4) {
            case 0 -> seconds + "";
            case 1 -> seconds + "000";
            case 2 -> seconds + "000000";
            default -> seconds + "000000000";
          };
      String record =
          "{\"device\":\"pump-7\",\"metric\":\"temperature\",\"at\":%s,\"value\":%s}"
              .formatted(time, warm(i));
      pipeline.put("pump-7", at(i), record.getBytes(UTF_8));
    }
    pipeline.drain();

    assertThat(pipeline.totals().of("detect", "learned")).isEqualTo(400);
    assertThat(ruled.started()).isEmpty();
  }

  @Test
  void a_series_with_a_reading_an_hour_is_judged_after_thirty() {
    LocalPipeline pipeline = ruled.pipelineUnder("{}");
    for (int hour = 0; hour < 40; hour++) {
      put(pipeline, at(60 * hour), hour == 35 ? 400 : warm(hour));
    }
    pipeline.drain();

    assertThat(ruled.started()).extracting(EpisodeEvent::start).contains(at(60 * 35));
  }

  @Test
  void a_series_that_is_not_there_for_a_while_starts_nothing_when_it_is_back() {
    LocalPipeline pipeline = ruled.pipelineUnder("{}");
    for (int i = 0; i < 900; i++) {
      if (i < 500 || i > 700) {
        put(pipeline, at(i), warm(i));
      }
    }
    pipeline.drain();

    assertThat(ruled.alerts()).isEmpty();
  }

  private List<Change> changes() {
    return ruled.alerts().stream().map(Alert::change).toList();
  }

  private static Instant at(int minute) {
    return START.plus(Duration.ofMinutes(minute));
  }

  private static double warm(int minute) {
    return 20 + noise(minute);
  }

  private static double noise(int minute) {
    return new Random(minute * 7_919L).nextGaussian();
  }
}
