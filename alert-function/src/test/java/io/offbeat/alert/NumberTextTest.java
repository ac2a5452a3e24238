package io.offbeat.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.offbeat.model.Range;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumberTextTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-0.0, 0",
    "91.2, 91.2",
    "91.2345, 91.23",
    "91.235, 91.24",
    "-91.2, -91.2",
    "100, 100",
    "12345.678, 12346",
    "0.00001, 0.00001",
    "0.000001, 0.000001",
    "0.1234567, 0.1235",
    "0.30000000000000004, 0.3",
    "9.99999, 10",
    "999999999, 999999999",
    "1000000000, 1e9",
    "1234567890, 1.235e9",
    "9999999999, 1e10",
    "1.5e-9, 1.5e-9",
    "1.7976931348623157E308, 1.798e308",
    "4.9E-324, 4.9e-324",
    "NaN, NaN",
    "Infinity, Infinity"
  })
  void a_value_is_short_and_has_no_surprising_exponent(double value, String expected) {
    assertThat(NumberText.of(value)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "61, 78, 61–78",
    "61.234, 78.4321, 61.2–78.4",
    "-5, 3, -5 to 3",
    "20.00012, 20.00057, 20.00012–20.00057",
    "20, 20, 20–20",
    "0, 0.05, 0–0.05",
    "1234567000, 1234568000, 1234567000–1234568000",
    "-1.7976931348623157E308, 1.7976931348623157E308, -1.8e308 to 1.8e308"
  })
  void a_range_shows_how_wide_it_is(double low, double high, String expected) {
    assertThat(NumberText.of(new Range(low, high))).isEqualTo(expected);
  }

  @Test
  void a_value_beside_a_narrow_range_shows_how_far_out_it_is() {
    assertThat(NumberText.of(20.00071, new Range(20.00012, 20.00057))).isEqualTo("20.00071");
  }
}
