package io.offbeat.detection;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What an engineer reads.
class WhyTest {
  @ParameterizedTest
  @CsvSource({
    "1, 1 hour",
    "7199, 1 hour",
    "7200, 2 hours",
    "10800, 3 hours",
    "172799, 47 hours",
    "172800, 2 days",
    "2764800, 32 days"
  })
  void an_age_is_in_hours_then_in_days(long seconds, String age) {
    assertThat(Why.record(true, seconds, 0.4)).isEqualTo("highest in %s, by 0.4 of its span", age);
    assertThat(Why.record(false, seconds, 12.34)).isEqualTo("lowest in %s, by 12 of its span", age);
  }

  @ParameterizedTest
  @CsvSource({"91.23456, 70, above", "70, 70, above", "12.5, 70, below"})
  void a_value_is_far_on_a_side(double value, double centre, String side) {
    assertThat(Why.far(value, centre, 12.77))
        .isEqualTo(
            "%s is %s the usual 70, 13 times its usual distance",
            value == 91.23456 ? "91.23" : value == 70 ? "70" : "12.5", side);
  }

  @ParameterizedTest
  @CsvSource({"20, 30, up", "30, 20, down", "20, 20, up"})
  void a_level_moves_and_creeps_one_way(double from, double to, String way) {
    String path = "%s from %.0f to %.0f".formatted(way, from, to);

    assertThat(Why.moved(from, to)).isEqualTo("its level moved " + path);
    assertThat(Why.crept(from, to)).isEqualTo("its level crept " + path);
  }

  @Test
  void each_kind_has_its_sentence() {
    assertThat(Why.restless(2, 2)).isEqualTo("more restless than ever before");
    assertThat(Why.restless(1, 2))
        .isEqualTo("its last readings together are odder than ever before");
    assertThat(Why.offRhythm(60, 20.5))
        .isEqualTo("60 would be usual at another time; now it is 20.5");
    assertThat(Why.stuck(0.25, 60, 4))
        .isEqualTo("0.25 for 60 readings in a row; 4 was the most before");
    assertThat(Why.burst(9.96, 300)).isEqualTo("a reading each 10 s instead of each 300 s");
    assertThat(Why.outsideLimits(-3)).isEqualTo("-3 is outside its hard limits");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "0.0001, 0.0001",
    "0.00009999, 0.00009999",
    "0.00001234, 0.00001234",
    "0.000000012345, 1.235E-8",
    "999999999, 1000000000",
    "1000000000, 1E+9",
    "1234567890123, 1.235E+12",
    "-1234.5678, -1235"
  })
  void a_number_has_four_digits_and_an_exponent_when_it_is_tiny_or_huge(
      double value, String expected) {
    assertThat(Why.outsideLimits(value)).isEqualTo("%s is outside its hard limits", expected);
  }
}
