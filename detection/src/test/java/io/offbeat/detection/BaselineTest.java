package io.offbeat.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.offbeat.model.Kind;
import io.offbeat.model.Range;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BaselineTest {
  private final Feed feed = new Feed();

  @Test
  void the_first_thirty_readings_warm_up_without_a_range() {
    List<Judgement> warmUp = feed.learn(30, Feed.gaussian(1));

    for (int i = 0; i < warmUp.size(); i++) {
      assertThat(warmUp.get(i)).isEqualTo(Judgement.warmingUp(30 - i));
    }
    assertThat(feed.learn(0.5).verdict()).isEqualTo(Verdict.NORMAL);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void a_spike_out_of_gaussian_noise_is_found_at_once(long seed) {
    feed.learn(1000, Feed.gaussian(seed));

    Judgement spike = feed.learn(12);

    assertThat(spike.alarm()).isTrue();
    assertThat(spike.kind()).isEqualTo(Kind.SPIKE);
    assertThat(spike.score()).isGreaterThan(0.5);
    assertThat(feed.learn(0).verdict()).isEqualTo(Verdict.NORMAL);
  }

  @Test
  void gaussian_noise_alarms_at_most_a_few_times_in_a_month() {
    for (long seed = 1; seed <= 3; seed++) {
      List<Judgement> month = new Feed().learn(30 * Feed.DAY, Feed.gaussian(seed));

      assertThat(Feed.alarms(month)).as("seed %d", seed).isLessThan(4);
    }
  }

  @Test
  void a_constant_series_is_silent_about_a_hair_and_alarms_on_a_leap() {
    feed.learn(1000, () -> 5.0);

    assertThat(feed.learn(5.0001).verdict()).isEqualTo(Verdict.NORMAL);
    assertThat(feed.learn(50).alarm()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void a_level_shift_is_found_within_the_day_and_becomes_the_new_normal(long seed) {
    DoubleSupplier noise = Feed.gaussian(seed);
    feed.learn(2000, noise);

    List<Judgement> shifted = feed.learn(2000, () -> 3 + noise.getAsDouble());

    assertThat(shifted.subList(0, Feed.DAY)).anyMatch(Judgement::alarm);
    assertThat(shifted.subList(0, Feed.DAY)).anyMatch(j -> j.kind() == Kind.LEVEL_SHIFT);
    assertThat(shifted.subList(1000, 2000)).filteredOn(Judgement::alarm).hasSizeLessThan(2);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void more_noise_is_found_within_the_day(long seed) {
    DoubleSupplier noise = Feed.gaussian(seed);
    feed.learn(2000, noise);

    List<Judgement> noisy = feed.learn(Feed.DAY, () -> 3 * noise.getAsDouble());

    assertThat(noisy).anyMatch(Judgement::alarm);
  }

  @Test
  void a_sensor_that_repeats_itself_is_stuck_once() {
    feed.learn(500, Feed.gaussian(1));

    List<Judgement> stuck = feed.learn(200, () -> 0.25);

    assertThat(stuck).filteredOn(j -> j.kind() == Kind.STUCK).hasSize(1);
    assertThat(stuck.get(59).kind()).isEqualTo(Kind.STUCK);
    assertThat(stuck.get(59).score()).isEqualTo(0.5);
    assertThat(stuck.get(59).alarm()).isTrue();
  }

  @Test
  void the_shadow_of_an_alarm_lets_only_clearly_stronger_readings_alarm() {
    feed.learn(1000, Feed.gaussian(1));
    assertThat(feed.learn(12).alarm()).isTrue();

    Judgement again = feed.learn(12);
    Judgement stronger = feed.learn(200);

    assertThat(again.verdict()).isEqualTo(Verdict.ANOMALOUS);
    assertThat(again.alarm()).isFalse();
    assertThat(stronger.alarm()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-12, 1e-6, 1, 1e6, 1e15, 1e300, Double.MAX_VALUE})
  void nothing_that_comes_out_is_ever_infinite(double unit) {
    for (double first : new double[] {0, unit, -Double.MAX_VALUE}) {
      var feed = new Feed();
      DoubleSupplier noise = Feed.gaussian(7);
      feed.learn(first);
      for (int i = 0; i < 300; i++) {
        double value = i % 100 == 99 ? -unit : Math.clamp(noise.getAsDouble(), -1, 1) * unit;
        Judgement judgement = feed.learn(value);
        Range usual = judgement.usual();
        assertThat(judgement.score()).isBetween(0.0, 1.0);
        assertThat(usual == null).isEqualTo(i < 29);
      }
    }
  }

  @Test
  void most_readings_lie_in_the_usual_range() {
    feed.learn(1000, Feed.gaussian(3));
    DoubleSupplier noise = Feed.gaussian(4);
    int inside = 0;
    for (int i = 0; i < 5000; i++) {
      double value = noise.getAsDouble();
      Range usual = feed.learn(value).usual();
      inside += usual != null && usual.contains(value) ? 1 : 0;
    }

    assertThat(inside / 5000.0).isBetween(0.97, 0.999);
  }

  @Test
  void a_usual_value_at_an_unusual_hour_is_found() {
    DoubleSupplier noise = Feed.gaussian(1);
    int readings = 14 * Feed.DAY;
    for (int i = 0; i < readings; i++) {
      feed.learn(daily(i) + noise.getAsDouble());
    }

    Judgement noonAtMidnight = feed.judgeNext(daily(readings + Feed.DAY / 2));

    assertThat(feed.judgeNext(daily(readings)).verdict()).isEqualTo(Verdict.NORMAL);
    assertThat(noonAtMidnight.verdict()).isEqualTo(Verdict.ANOMALOUS);
    assertThat(noonAtMidnight.usual()).isNotNull().matches(usual -> !usual.contains(-daily(0)));
  }

  /// Highest at midnight.
  private static double daily(int reading) {
    return 20 * Math.cos(2 * Math.PI * reading / Feed.DAY);
  }

  @Test
  void judging_changes_nothing() {
    feed.learn(700, Feed.gaussian(5));
    byte[] before = feed.encoded();

    feed.judgeNext(1e9);
    feed.judgeLate(0);

    assertThat(feed.encoded()).isEqualTo(before);
  }

  @Test
  void a_late_reading_is_judged_by_its_value_and_raises_no_alarm() {
    feed.learn(700, Feed.gaussian(5));

    assertThat(feed.judgeLate(0.1).verdict()).isEqualTo(Verdict.NORMAL);
    assertThat(feed.judgeLate(50).verdict()).isEqualTo(Verdict.ANOMALOUS);
    assertThat(feed.judgeLate(50).alarm()).isFalse();
  }

  @Test
  void learning_judges_as_judging_does() {
    DoubleSupplier noise = Feed.gaussian(6);
    for (int i = 0; i < 1000; i++) {
      double value = i % 97 == 0 ? 15 : noise.getAsDouble();
      Judgement judged = feed.judgeNext(value);

      assertThat(feed.learn(value)).isEqualTo(judged);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 29, 61, 500, 5000})
  void a_restored_baseline_goes_on_as_if_nothing_had_happened(int readings) {
    DoubleSupplier noise = Feed.gaussian(8);
    feed.learn(readings, noise);
    Feed restored = feed.restored();

    for (int i = 0; i < 1000; i++) {
      double value = i % 97 == 0 ? 15 : noise.getAsDouble();
      assertThat(restored.learn(value)).isEqualTo(feed.learn(value));
    }
    assertThat(restored.encoded()).isEqualTo(feed.encoded());
  }

  @ParameterizedTest
  @ValueSource(doubles = {0x1p-10, 0x1p-1, 0x1p1, 0x1p20})
  void the_unit_does_not_matter(double scale) {
    var scaled = new Feed();
    DoubleSupplier noise = Feed.gaussian(9);
    for (int i = 0; i < 1500; i++) {
      double value = 10 + noise.getAsDouble() + (i % 500 == 499 ? 20 : 0);
      Judgement plain = feed.learn(value);
      Judgement other = scaled.learn(value * scale);

      assertThat(other.score()).isEqualTo(plain.score());
      assertThat(other.kind()).isEqualTo(plain.kind());
      Range usual = plain.usual();
      Range otherUsual = other.usual();
      if (usual != null && otherUsual != null) {
        assertThat(otherUsual).isEqualTo(new Range(usual.low() * scale, usual.high() * scale));
      }
    }
  }

  @Test
  void the_same_readings_give_the_same_bits_on_every_machine() {
    var random = new SplittableRandom(42);
    feed.learn(5000, () -> random.nextInt(1000) / 16.0);

    long score = Double.doubleToLongBits(feed.learn(100).score());

    assertThat(Long.toHexString(score)).isEqualTo("3fe5526e12df9134");
  }

  /// All that a baseline says of a series in which everything happens: a daily rhythm, another
  /// cadence, gaps, a burst, a sensor that is stuck, a level that moves, and what people say of it.
  @Test
  void what_it_says_of_a_series_in_which_everything_happens_is_the_same_to_the_bit() {
    var random = new SplittableRandom(7);
    var baseline = Baseline.fresh();
    Instant at = Instant.parse("2026-03-01T00:00:00Z");
    int hash = 1;
    for (int i = 0; i < 12_000; i++) {
      int step =
          i < 6_000
              ? 300
              : i % 1_500 == 0 ? 90_000 : i % 3_000 < 40 ? 2 : 240 + random.nextInt(120);
      at = at.plusSeconds(step);
      double day = 8 * Math.rint(4 * Math.abs(at.getEpochSecond() % 86_400 / 43_200.0 - 1)) / 4;
      double noise = (random.nextInt(1_000) - 500) / 256.0;
      double spike = random.nextInt(300) == 0 ? random.nextInt(4_000) / 16.0 : 0;
      double level = i > 9_000 ? 12 : 0;
      double value = i % 4_000 > 3_900 ? 3.5 : day + noise + spike + level;
      Judgement judgement = baseline.learn(at, value);
      hash = 31 * hash + judgement.toString().hashCode();
      if (i % 1_000 == 999) {
        baseline.normal(at, value + 20);
        hash = 31 * hash + baseline.judge(at.plusSeconds(60), value + 20).toString().hashCode();
      }
      if (i % 1_500 == 1_499) {
        baseline.anomaly(at, value + 5);
        hash = 31 * hash + baseline.judge(at.plusSeconds(60), value + 5).toString().hashCode();
        hash = 31 * hash + Double.hashCode(baseline.mean()) + Double.hashCode(baseline.deviation());
      }
    }

    assertThat(Integer.toHexString(hash)).isEqualTo("f3335ce2");
  }

  @Test
  void what_is_stored_of_a_series_is_small() {
    DoubleSupplier noise = Feed.gaussian(10);
    feed.learn(14 * Feed.DAY, noise);

    assertThat(feed.encoded()).hasSizeLessThan(500);
    assertThat(new Feed().encoded()).hasSize(2);
  }

  @Test
  void a_value_that_is_not_finite_is_refused() {
    for (double value : new double[] {Double.NaN, Double.NEGATIVE_INFINITY}) {
      assertThatThrownBy(() -> feed.learn(value)).isInstanceOf(IllegalArgumentException.class);
    }
    feed.learn(1);
    assertThatThrownBy(() -> feed.judgeNext(Double.NaN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("NaN");
  }

  @Test
  void a_late_reading_is_not_learned() {
    var baseline = Baseline.fresh();
    baseline.learn(Instant.ofEpochSecond(100), 1);

    assertThatThrownBy(() -> baseline.learn(Instant.ofEpochSecond(99), 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("late");
  }

  @Test
  void bytes_of_another_layout_or_cut_short_are_refused() {
    feed.learn(10, Feed.gaussian(1));
    byte[] other = feed.encoded();
    other[0] = 99;
    byte[] whole = feed.encoded();
    byte[] cut = Arrays.copyOf(whole, whole.length - 1);

    assertThatThrownBy(() -> decode(other))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("layout 99");
    assertThatThrownBy(() -> decode(cut)).isInstanceOf(EOFException.class);
  }

  private static Baseline decode(byte[] bytes) throws IOException {
    return Baseline.decode(new DataInputStream(new ByteArrayInputStream(bytes)));
  }

  @Test
  void the_level_is_where_it_was_after_a_spike_a_billion_times_the_noise() {
    var feed = new Feed();
    DoubleSupplier noise = Feed.gaussian(3);
    feed.learn(500, () -> 20 + noise.getAsDouble());
    feed.learn(4, () -> 1e9);
    List<Judgement> after = feed.learn(400, () -> 20 + noise.getAsDouble());

    assertThat(after).noneMatch(Judgement::alarm);
    assertThat(feed.mean()).isCloseTo(20, within(2.0));
  }
}
