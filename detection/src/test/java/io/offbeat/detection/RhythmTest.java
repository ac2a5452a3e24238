package io.offbeat.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.offbeat.model.rules.Season;
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
    Rhythm rhythm = Rhythm.fresh().following(Season.WEEKLY);
    teach(rhythm, 21, RhythmTest::workingWeek);
    Rhythm restored = restored(rhythm);

    for (Rhythm each : List.of(rhythm, restored)) {
      assertThat(centre(each, 24 * 21 + 12)).isCloseTo(50, within(1.0));
      assertThat(centre(each, 24 * 27 + 12)).isCloseTo(10, within(1.0));
    }
  }

  @Test
  void a_week_takes_over_in_its_third_and_starts_from_nothing() {
    Rhythm rhythm = Rhythm.fresh();
    int days = 0;
    for (Rhythm next = rhythm; next == rhythm; next = rhythm.following(Season.AUTO)) {
      teach(rhythm, days, days + 1, RhythmTest::workingWeek);
      days++;
    }
    Rhythm week = rhythm.following(Season.AUTO);

    assertThat(days).isBetween(15, 21);
    assertThat(centre(week, 24 * days)).isZero();
    assertThat(week.following(Season.AUTO)).isSameAs(week);
    assertThat(week.following(Season.DAILY)).isNotSameAs(week);
  }

  @Test
  void a_week_goes_again_when_it_has_not_been_worth_it() {
    Rhythm day = Rhythm.fresh();
    teach(day, 0, 21, RhythmTest::workingWeek);
    Rhythm week = day.following(Season.AUTO);
    teach(week, 21, 35, RhythmTest::workingWeek);
    assertThat(week).isNotSameAs(day);
    assertThat(week.following(Season.AUTO)).isSameAs(week);

    DoubleSupplier noise = Feed.gaussian(5);
    teach(week, 35, 56, _ -> 10 * noise.getAsDouble());

    assertThat(week.following(Season.AUTO)).isNotSameAs(week);
  }

  @Test
  void days_that_are_alike_are_no_week() {
    DoubleSupplier noise = Feed.gaussian(6);
    Rhythm rhythm = Rhythm.fresh();
    for (int day = 0; day < 56; day++) {
      teach(rhythm, day, day + 1, h -> h % 24 + noise.getAsDouble());

      assertThat(rhythm.following(Season.AUTO)).isSameAs(rhythm);
    }
  }

  @Test
  void a_trial_comes_back_from_bytes_in_the_middle_of_a_quarter() throws IOException {
    Rhythm rhythm = Rhythm.fresh();
    teach(rhythm, 13, RhythmTest::workingWeek);
    teachHours(rhythm, 24 * 13, 24 * 13 + 3, RhythmTest::workingWeek);
    Rhythm restored = restored(rhythm);
    for (Rhythm each : List.of(rhythm, restored)) {
      teachHours(each, 24 * 13 + 3, 24 * 21, RhythmTest::workingWeek);
    }

    assertThat(bytes(restored)).isEqualTo(bytes(rhythm));
    assertThat(restored.following(Season.AUTO)).isNotSameAs(restored);
  }

  private static double workingWeek(int hour) {
    return hour / 24 % 7 > 4 ? 10 : 50;
  }

  private static double centre(Rhythm rhythm, int hour) {
    Instant at = MONDAY.plus(Duration.ofHours(hour));
    return rhythm.look(at, ZoneOffset.UTC, 0, false, FLOOR).centre();
  }

  private static void teach(Rhythm rhythm, int days, IntToDoubleFunction hourly) {
    teach(rhythm, 0, days, hourly);
  }

  private static void teach(Rhythm rhythm, int from, int to, IntToDoubleFunction hourly) {
    teachHours(rhythm, 24 * from, 24 * to, hourly);
  }

  private static void teachHours(Rhythm rhythm, int from, int to, IntToDoubleFunction hourly) {
    for (int h = from; h < to; h++) {
      double value = hourly.applyAsDouble(h);
      Instant at = MONDAY.plus(Duration.ofHours(h));
      Rhythm.Look look = rhythm.look(at, ZoneOffset.UTC, value, false, FLOOR);
      rhythm.learn(look, value, Math.abs(value - 30), 8, FLOOR, new Rhythm.Weights(4, 1));
    }
  }

  private static byte[] bytes(Rhythm rhythm) throws IOException {
    var bytes = new ByteArrayOutputStream();
    rhythm.encode(new DataOutputStream(bytes));
    return bytes.toByteArray();
  }

  private static Rhythm restored(Rhythm rhythm) throws IOException {
    return Rhythm.decode(new DataInputStream(new ByteArrayInputStream(bytes(rhythm))), true);
  }

  /// One reading an hour, told against a level that stays 0.
  private static Rhythm fourteenDays(IntToDoubleFunction hourly) {
    Rhythm rhythm = Rhythm.fresh();
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
