package io.offbeat.detection;

import static org.assertj.core.api.Assertions.assertThat;

import io.offbeat.model.Kind;
import io.offbeat.model.Range;
import io.offbeat.model.rules.Direction;
import io.offbeat.model.rules.JudgingRules;
import io.offbeat.model.rules.MinDeviation;
import io.offbeat.model.rules.Season;
import io.offbeat.model.rules.Silence;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A baseline after 1,000 readings of noise about 0 with deviation 1, one each five minutes.
class JudgingRulesTest {
  private static final Set<Kind> ALL = EnumSet.allOf(Kind.class);

  private final Baseline baseline = Baseline.fresh();
  private Instant at = Instant.parse("2026-11-01T00:00:00Z");

  @BeforeEach
  void learn_noise() {
    DoubleSupplier noise = Feed.gaussian(1);
    for (int i = 0; i < 1000; i++) {
      learn(noise.getAsDouble());
    }
  }

  private Judgement learn(double value) {
    at = at.plus(Feed.STEP);
    return baseline.learn(at, value);
  }

  private Verdict verdict(double value, JudgingRules rules) {
    return baseline.judge(at.plus(Feed.STEP), value, rules).verdict();
  }

  /// The usual rules, but for these.
  static JudgingRules rules(
      double sensitivity, Direction direction, MinDeviation least, Set<Kind> kinds) {
    return rules(sensitivity, direction, least, kinds, null);
  }

  private static JudgingRules rules(
      double sensitivity,
      Direction direction,
      MinDeviation least,
      Set<Kind> kinds,
      @Nullable Range hardRange) {
    return new JudgingRules(
        true,
        sensitivity,
        direction,
        least,
        kinds,
        Season.AUTO,
        ZoneOffset.UTC,
        false,
        null,
        Silence.AUTO,
        hardRange);
  }

  @Test
  void the_more_sensitive_the_less_it_takes() {
    double least = Double.POSITIVE_INFINITY;
    for (double sensitivity : new double[] {JudgingRules.LOW, 1, JudgingRules.HIGH}) {
      var rules = rules(sensitivity, Direction.BOTH, MinDeviation.NONE, ALL);
      double turns = 0;
      while (verdict(turns, rules) == Verdict.NORMAL) {
        turns += 0.125;
      }
      assertThat(turns).isLessThan(least);
      least = turns;
    }
  }

  @Test
  void only_its_direction_is_anomalous() {
    var above = rules(1, Direction.ABOVE, MinDeviation.NONE, ALL);
    var below = rules(1, Direction.BELOW, MinDeviation.NONE, ALL);

    assertThat(verdict(12, above)).isEqualTo(Verdict.ANOMALOUS);
    assertThat(verdict(-12, above)).isEqualTo(Verdict.NORMAL);
    assertThat(verdict(12, below)).isEqualTo(Verdict.NORMAL);
    assertThat(verdict(-12, below)).isEqualTo(Verdict.ANOMALOUS);
  }

  @Test
  void what_deviates_too_little_is_normal() {
    var twenty = rules(1, Direction.BOTH, new MinDeviation(20, 0), ALL);

    assertThat(verdict(15, twenty)).isEqualTo(Verdict.NORMAL);
    assertThat(verdict(25, twenty)).isEqualTo(Verdict.ANOMALOUS);
  }

  @Test
  void a_kind_that_does_not_count_is_normal() {
    var noSpikes = rules(1, Direction.BOTH, MinDeviation.NONE, EnumSet.of(Kind.STUCK));

    assertThat(verdict(15, noSpikes)).isEqualTo(Verdict.NORMAL);
  }

  @Test
  void outside_hard_limits_the_first_reading_is_anomalous() {
    var limits = rules(1, Direction.BOTH, MinDeviation.NONE, ALL, new Range(0, 100));

    Judgement first = Baseline.fresh().learn(at, 101, limits);

    assertThat(first.verdict()).isEqualTo(Verdict.ANOMALOUS);
    assertThat(first.alarm()).isTrue();
    assertThat(first.usual()).isEqualTo(new Range(0, 100));
    assertThat(Baseline.fresh().learn(at, 100, limits).verdict()).isEqualTo(Verdict.WARMING_UP);
  }

  @Test
  void a_series_that_is_switched_off_has_no_hard_limits_either() {
    var off =
        new JudgingRules(
            false,
            1,
            Direction.BOTH,
            MinDeviation.NONE,
            ALL,
            Season.AUTO,
            ZoneOffset.UTC,
            false,
            null,
            Silence.AUTO,
            new Range(0, 100));

    assertThat(Baseline.fresh().learn(at, 101, off).verdict()).isEqualTo(Verdict.WARMING_UP);
    assertThat(verdict(101, off)).isEqualTo(Verdict.NORMAL);
  }

  @Test
  void it_says_why_in_a_short_sentence() {
    assertThat(learn(12).why()).startsWith("highest in 3 days, by ").hasSizeLessThan(200);
    assertThat(learn(-40).why()).startsWith("lowest in 3 days, by ");
    assertThat(learn(0).why()).isNull();
  }

  @Test
  void what_was_called_normal_is_normal() {
    Judgement before = learn(12);

    baseline.normal(at, 12);

    DoubleSupplier noise = Feed.gaussian(4);
    for (int i = 0; i < 200; i++) {
      learn(noise.getAsDouble());
    }
    assertThat(before.verdict()).isEqualTo(Verdict.ANOMALOUS);
    assertThat(learn(12).verdict()).isEqualTo(Verdict.NORMAL);
  }

  @Test
  void what_was_called_an_anomaly_is_as_odd_as_before() {
    double first = learn(12).score();
    double second = baseline.judge(at.plus(Feed.STEP), 12).score();

    baseline.anomaly(at, 12);

    assertThat(second).isLessThan(first);
    assertThat(baseline.judge(at.plus(Feed.STEP), 12).score()).isGreaterThan(second);
  }

  @Test
  void feedback_before_the_first_reading_changes_nothing() {
    Baseline fresh = Baseline.fresh();
    fresh.normal(at, 3);
    fresh.anomaly(at, 3);

    assertThat(fresh.learn(at, 3)).isEqualTo(Judgement.warmingUp(30));
  }

  @Test
  void mean_and_deviation_are_the_noise_s() {
    assertThat(baseline.mean()).isBetween(-0.3, 0.3);
    assertThat(baseline.deviation()).isBetween(0.8, 1.2);
  }

  @Test
  void many_more_readings_than_ever_are_a_burst_that_alarms_once() {
    int alarms = 0;
    Kind kind = null;
    for (int i = 0; i < 60; i++) {
      at = at.plus(Duration.ofSeconds(5));
      Judgement judgement = baseline.learn(at, 0.001 * i);
      alarms += judgement.alarm() ? 1 : 0;
      kind = judgement.alarm() ? judgement.kind() : kind;
    }

    assertThat(alarms).isEqualTo(1);
    assertThat(kind).isEqualTo(Kind.BURST);
  }

  @Test
  void a_steady_climb_is_a_drift() {
    DoubleSupplier noise = Feed.gaussian(3);
    Kind first = null;
    for (int i = 0; i < 300 && first == null; i++) {
      first = learn(0.02 * i + noise.getAsDouble()).kind();
    }

    assertThat(first).isEqualTo(Kind.DRIFT);
  }
}
