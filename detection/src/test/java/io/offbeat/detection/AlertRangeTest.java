package io.offbeat.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.offbeat.model.Kind;
import io.offbeat.model.Range;
import io.offbeat.model.rules.Direction;
import io.offbeat.model.rules.JudgingRules;
import io.offbeat.model.rules.MinDeviation;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Objects;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AlertRangeTest {
  private final Feed feed = new Feed();

  private static JudgingRules rules(double sensitivity, Direction direction, double least) {
    var deviation = new MinDeviation(least, 0);
    return JudgingRulesTest.rules(sensitivity, direction, deviation, EnumSet.allOf(Kind.class));
  }

  /// A day's rhythm of 10 and noise of deviation 1, cadence five minutes.
  private void learn(double days) {
    DoubleSupplier noise = Feed.gaussian(1);
    for (int i = 0; i < days * Feed.DAY; i++) {
      feed.learn(10 * Math.sin(2 * Math.PI * i / Feed.DAY) + noise.getAsDouble());
    }
  }

  private void assertTurns(JudgingRules rules) {
    Range alert = feed.alertRange(rules);
    double width = alert.high() - alert.low();
    for (double by = 1e-4; by < 10; by *= 1.5) {
      assertThat(verdict(alert.high() + by * width, rules)).isEqualTo(Verdict.ANOMALOUS);
      assertThat(verdict(alert.low() - by * width, rules)).isEqualTo(Verdict.ANOMALOUS);
    }
    for (double share = 0.01; share < 1; share += 0.01) {
      assertThat(verdict(alert.low() + share * width, rules)).isEqualTo(Verdict.NORMAL);
    }
    assertThat(feed.judgeNext(alert.low(), rules).usual())
        .matches(usual -> usual != null && usual.low() >= alert.low())
        .matches(usual -> usual != null && usual.high() <= alert.high());
  }

  private Verdict verdict(double value, JudgingRules rules) {
    return feed.judgeNext(value, rules).verdict();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.5, 3, 10.3, 21.6})
  void the_verdict_turns_at_its_ends(double days) {
    learn(days);

    assertTurns(JudgingRules.DEFAULT);
    assertTurns(rules(0.7, Direction.BOTH, 0));
    assertTurns(rules(1.4, Direction.BOTH, 0));
  }

  @Test
  void it_turns_there_too_where_faults_have_made_the_far_seldom_but_not_new() {
    DoubleSupplier noise = Feed.gaussian(2);
    for (int i = 0; i < 3; i++) {
      feed.learn(6 * Feed.DAY, noise);
      feed.learn(20);
    }
    feed.learn(7 * Feed.DAY, noise);

    assertTurns(JudgingRules.DEFAULT);
    assertThat(feed.alertRange(JudgingRules.DEFAULT).high()).isBetween(4.0, 12.0);
  }

  @Test
  void of_a_constant_series_it_is_a_hair() {
    feed.learn(Feed.DAY, () -> 20);

    Range alert = feed.alertRange(JudgingRules.DEFAULT);

    assertThat(alert.contains(20)).isTrue();
    assertThat(alert.high() - alert.low()).isLessThan(2);
    assertTurns(JudgingRules.DEFAULT);
  }

  @Test
  void the_rules_move_its_ends() {
    learn(3);
    Range usual = Objects.requireNonNull(feed.judgeNext(0).usual());
    double level = feed.mean();

    Range above = feed.alertRange(rules(1, Direction.ABOVE, 0));
    Range far = feed.alertRange(rules(1, Direction.BOTH, 500));

    assertThat(above.low()).isEqualTo(-1e30);
    assertThat(above.high()).isEqualTo(feed.alertRange(JudgingRules.DEFAULT).high());
    assertThat(above.high()).isGreaterThan(usual.high());
    assertThat(far.high()).isCloseTo(level + 500, within(1.0));
  }

  @Test
  void the_side_that_rules_switch_off_ends_at_the_largest_value_however_large_the_series_is() {
    DoubleSupplier noise = Feed.gaussian(3);
    feed.learn(Feed.DAY, () -> 1e20 * (10 + noise.getAsDouble()));

    assertThat(feed.alertRange(rules(1, Direction.ABOVE, 0)).low()).isEqualTo(-Baseline.LARGEST);
    assertThat(feed.alertRange(rules(1, Direction.BELOW, 0)).high()).isEqualTo(Baseline.LARGEST);
  }

  @Test
  void an_alarm_tells_it_and_nothing_else_does() {
    learn(3);
    Range alert = feed.alertRange(JudgingRules.DEFAULT);

    Judgement alarm = feed.judgeNext(alert.high() + 100);

    assertThat(alarm.alarm()).isTrue();
    assertThat(Objects.requireNonNull(alarm.alert()).high()).isCloseTo(alert.high(), within(1.0));
    assertThat(feed.judgeNext(0).alert()).isNull();
    assertThat(feed.judgeLate(alert.high() + 100).alert()).isNull();
  }

  @Test
  void there_is_none_during_warm_up() {
    var baseline = Baseline.fresh();
    baseline.learn(Instant.EPOCH, 1);

    assertThat(baseline.alertRange(Instant.EPOCH.plus(Feed.STEP), JudgingRules.DEFAULT)).isEmpty();
  }
}
