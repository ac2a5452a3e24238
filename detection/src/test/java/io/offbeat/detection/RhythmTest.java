package io.offbeat.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RhythmTest {
  private static final double FLOOR = 1e-6;
  private static final Instant MONDAY = Instant.parse("2026-11-02T00:30:00Z");

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

  @Test
  void a_week_knows_its_days_apart_and_comes_back_from_bytes() throws IOException {
    var rhythm = new Rhythm();
    rhythm.weekly(true);
    teach(rhythm, 21, h -> h / 24 % 7 == 6 ? 10 : 50);
    Rhythm restored = restored(rhythm);

    for (Rhythm each : List.of(rhythm, restored)) {
      assertThat(centre(each, 24 * 21 + 12)).isCloseTo(50, within(1.0));
      assertThat(centre(each, 24 * 27 + 12)).isCloseTo(10, within(1.0));
    }
  }

  @Test
  void a_day_that_is_known_is_the_start_of_a_week() {
    var rhythm = new Rhythm();
    teach(rhythm, 3, h -> h % 24);
    rhythm.weekly(true);

    for (int day = 3; day < 10; day++) {
      assertThat(centre(rhythm, 24 * day + 7)).isCloseTo(7, within(1.0));
    }
  }

  private static double centre(Rhythm rhythm, int hour) {
    Instant at = MONDAY.plus(Duration.ofHours(hour));
    return rhythm.look(at, ZoneOffset.UTC, 0, false, FLOOR).centre();
  }

  private static void teach(Rhythm rhythm, int days, IntToDoubleFunction hourly) {
    for (int h = 0; h < days * 24; h++) {
      double value = hourly.applyAsDouble(h);
      Instant at = MONDAY.plus(Duration.ofHours(h));
      Rhythm.Look look = rhythm.look(at, ZoneOffset.UTC, value, false, FLOOR);
      rhythm.learn(look, value, Math.abs(value), 8, FLOOR, new Rhythm.Weights(4, 1));
    }
  }

  private static Rhythm restored(Rhythm rhythm) throws IOException {
    var bytes = new ByteArrayOutputStream();
    rhythm.encode(new DataOutputStream(bytes));
    var restored = new Rhythm();
    restored.decode(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    return restored;
  }

  /// One reading an hour, told against a level that stays 0.
  private static Rhythm fourteenDays(IntToDoubleFunction hourly) {
    var rhythm = new Rhythm();
    Instant start = Instant.parse("2026-11-01T00:30:00Z");
    for (int h = 0; h < 14 * 24; h++) {
      Instant at = start.plus(Duration.ofHours(h));
      double value = hourly.applyAsDouble(h);
      Rhythm.Look look = rhythm.look(at, ZoneOffset.UTC, value, false, FLOOR);
      assertThat(look.ready()).isEqualTo(h >= 24);
      rhythm.learn(look, value, Math.abs(value), 8, FLOOR, new Rhythm.Weights(4, 1));
    }
    return rhythm;
  }
}
