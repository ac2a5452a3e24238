package io.offbeat.detection;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.function.DoubleSupplier;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DailyRhythmTest {
  private static final double FLOOR = 1e-6;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void a_daily_wave_is_admitted(long seed) {
    DoubleSupplier noise = Feed.gaussian(seed);

    var rhythm = fourteenDays(h -> 10 * Math.sin(2 * Math.PI * h / 24) + noise.getAsDouble());

    assertThat(rhythm.isAdmitted()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void white_noise_is_not(long seed) {
    DoubleSupplier noise = Feed.gaussian(seed);

    var rhythm = fourteenDays(_ -> noise.getAsDouble());

    assertThat(rhythm.isAdmitted()).isFalse();
  }

  /// One reading an hour, told against a level that stays 0.
  private static DailyRhythm fourteenDays(IntToDoubleFunction hourly) {
    var rhythm = new DailyRhythm();
    Instant start = Instant.parse("2026-11-01T00:30:00Z");
    for (int h = 0; h < 14 * 24; h++) {
      Instant at = start.plus(Duration.ofHours(h));
      double value = hourly.applyAsDouble(h);
      DailyRhythm.Look look = rhythm.look(at, ZoneOffset.UTC, value, false, FLOOR);
      assertThat(look.ready()).isEqualTo(h >= 24);
      rhythm.learn(look, value, Math.abs(value), 8, FLOOR, new DailyRhythm.Weights(4, 1));
    }
    return rhythm;
  }
}
