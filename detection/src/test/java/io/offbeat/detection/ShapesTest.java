package io.offbeat.detection;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.offbeat.model.Range;
import io.offbeat.model.SeriesKey;
import io.offbeat.model.rules.JudgingRules;
import io.offbeat.model.rules.Rules;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Series as they are born: each is left alone while it is healthy, and told of when it is not.
class ShapesTest {
  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
  private static final int WEEK = 7 * 288;

  /// A healthy series, and what it would never do.
  enum Shape {
    /// Never changes.
    CONSTANT(1, 60) {
      @Override
      double value(int i, SplittableRandom random) {
        return 5;
      }
    },
    /// A count of things.
    INTEGER(4, 200) {
      @Override
      double value(int i, SplittableRandom random) {
        return 40 + random.nextInt(5);
      }
    },
    /// Open or shut, mostly shut.
    BINARY(3, 9) {
      @Override
      double value(int i, SplittableRandom random) {
        return random.nextInt(50) == 0 ? 1 : 0;
      }
    },
    /// A counter, as its rate: what the rules make of it.
    CUMULATIVE(3, 900) {
      @Override
      double value(int i, SplittableRandom random) {
        return 95 + random.nextInt(11);
      }
    },
    /// A share that lies on its lower bound often.
    BOUNDED_BELOW(6, 100) {
      @Override
      double value(int i, SplittableRandom random) {
        return Math.max(0, 2 + 2 * random.nextGaussian());
      }
    },
    /// A share that lies on its upper bound often.
    BOUNDED_ABOVE(6, 0) {
      @Override
      double value(int i, SplittableRandom random) {
        return Math.min(100, 98 + 2 * random.nextGaussian());
      }
    },
    /// Waiting times.
    LOG_NORMAL(10, 100_000) {
      @Override
      double value(int i, SplittableRandom random) {
        return Math.exp(3 + 0.7 * random.nextGaussian());
      }
    },
    /// Two states a day, whose edges are on no hour.
    SQUARE(4, 250) {
      @Override
      double value(int i, SplittableRandom random) {
        int minute = 5 * i % 1440;
        return (minute >= 500 && minute < 1120 ? 120 : 100) + random.nextGaussian();
      }
    },
    /// Tiny.
    TINY(4, 1e-9) {
      @Override
      double value(int i, SplittableRandom random) {
        return 1e-12 * (50 + random.nextGaussian());
      }
    },
    /// Huge.
    HUGE(4, 1e17) {
      @Override
      double value(int i, SplittableRandom random) {
        return 1e15 * (50 + random.nextGaussian());
      }
    };

    private final int mostFalse;
    private final double never;

    /// @param mostFalse most false alarms in the second to fourth week
    /// @param never a value that it never has
    Shape(int mostFalse, double never) {
      this.mostFalse = mostFalse;
      this.never = never;
    }

    abstract double value(int i, SplittableRandom random);
  }

  @ParameterizedTest
  @EnumSource
  void a_healthy_series_is_left_alone_and_what_it_never_does_is_told(Shape shape) {
    var feed = new Feed();
    var random = new SplittableRandom(1);
    int alarms = 0;
    for (int i = 0; i < 4 * WEEK; i++) {
      Judgement judgement = feed.learn(shape.value(i, random));
      assertFinite(judgement);
      if (i % Feed.DAY == Feed.DAY - 1) {
        assertFinite(feed.alertRange(JudgingRules.DEFAULT));
      }
      alarms += i >= WEEK && judgement.alarm() ? 1 : 0;
    }

    assertThat(alarms).as("false alarms in three weeks").isLessThanOrEqualTo(shape.mostFalse);
    Judgement fault = feed.judgeNext(shape.never);
    assertFinite(fault);
    assertThat(fault.alarm()).as("%s", fault).isTrue();
  }

  @Test
  void a_tenth_of_the_readings_may_be_missing() {
    var baseline = Baseline.fresh();
    var random = new SplittableRandom(2);
    int alarms = 0;
    Instant at = START;
    for (int i = 0; i < 2 * WEEK; i++) {
      at = at.plus(Feed.STEP);
      if (random.nextInt(10) > 0) {
        alarms += baseline.learn(at, 20 + random.nextGaussian()).alarm() ? 1 : 0;
      }
    }

    assertThat(alarms).isLessThanOrEqualTo(2);
    assertThat(baseline.judge(at.plus(Feed.STEP), 60).alarm()).isTrue();
  }

  static Stream<Duration> cadences() {
    return Stream.of(
        Duration.ofSeconds(1),
        Duration.ofSeconds(10),
        Duration.ofMinutes(1),
        Duration.ofMinutes(15),
        Duration.ofHours(1));
  }

  /// Each reading a random time after the one before, this long on average.
  @ParameterizedTest
  @MethodSource("cadences")
  void the_cadence_may_be_irregular(Duration cadence) {
    var baseline = Baseline.fresh();
    var random = new SplittableRandom(3);
    int alarms = 0;
    Instant at = START;
    for (int i = 0; i < 3_000; i++) {
      at = at.plusMillis(1 + (long) (random.nextExponential() * cadence.toMillis()));
      alarms += baseline.learn(at, 20 + random.nextGaussian()).alarm() ? 1 : 0;
    }

    assertThat(alarms).isLessThanOrEqualTo(3);
    assertThat(baseline.judge(at.plus(cadence), 1_000).alarm()).isTrue();
  }

  /// The wall clock jumps at the end of March and of October; a series that lives by it goes along.
  @Test
  void a_day_by_the_wall_clock_goes_through_both_changes_of_the_clocks() {
    JudgingRules rules = berlin();
    var baseline = Baseline.fresh();
    var random = new SplittableRandom(4);
    int alarms = 0;
    for (Instant at = START;
        at.isBefore(Instant.parse("2026-11-15T00:00:00Z"));
        at = at.plus(Feed.STEP)) {
      int hour = at.atZone(rules.zone()).getHour();
      double value = (hour >= 8 && hour < 18 ? 60 : 20) + random.nextGaussian();
      boolean change = at.toString().matches("2026-(03-(29|30)|10-(25|26)).*");
      alarms += change && baseline.learn(at, value, rules).alarm() ? 1 : 0;
      if (!change) {
        baseline.learn(at, value, rules);
      }
    }

    assertThat(alarms).isZero();
  }

  private static JudgingRules berlin() {
    byte[] file = "{\"rules\": [{\"device\": \"*\", \"zone\": \"Europe/Berlin\"}]}".getBytes(UTF_8);
    return Rules.parse(file).of(new SeriesKey("office", "load")).judging();
  }

  @Test
  void one_huge_outlier_as_the_first_reading_is_forgotten() {
    var feed = new Feed();
    var random = new SplittableRandom(5);
    feed.learn(1e12);
    for (int i = 0; i < WEEK; i++) {
      assertFinite(feed.learn(20 + random.nextGaussian()));
    }

    assertFinite(feed.alertRange(JudgingRules.DEFAULT));
    Range usual = Objects.requireNonNull(feed.judgeNext(20).usual());
    assertThat(usual.high() - usual.low()).as("%s", usual).isLessThan(100);
    assertThat(feed.judgeNext(200).alarm()).isTrue();
  }

  private static void assertFinite(Range range) {
    assertThat(List.of(range.low(), range.high())).allMatch(Double::isFinite);
  }

  private static void assertFinite(Judgement judgement) {
    List<Double> numbers = new ArrayList<>(List.of(judgement.score(), judgement.grade()));
    for (Range range : new Range[] {judgement.usual(), judgement.alert()}) {
      if (range != null) {
        numbers.addAll(List.of(range.low(), range.high()));
      }
    }
    assertThat(numbers).allMatch(Double::isFinite);
  }
}
