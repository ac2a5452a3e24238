package io.offbeat.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.offbeat.model.Range;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlainTextTest {
  @ParameterizedTest
  @CsvSource({
    "91.2 °C, 91.2 C",
    "61–78, 61-78",
    "Pumpe Süd, Pumpe Sud",
    "Straße, Strasse",
    "5 µA, 5 uA",
    "4 kΩ, 4 kOhm",
    "m³/h, m3/h",
    "温度, ??",
    "🔥, ?"
  })
  void ascii_spells_what_has_a_plain_spelling(String text, String expected) {
    assertThat(PlainText.ascii(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"Cel, 20 °C", "%, 20 %", "'', 20", "1, 20", "{rpm}, 20 rpm", "furlong, 20 furlong"})
  void units_are_written_by_their_sign_else_as_named(String unit, String expected) {
    assertThat(UnitText.with("20", unit)).isEqualTo(expected);
  }

  @Test
  void a_hostile_unit_is_escaped_and_cut() {
    assertThat(UnitText.of("\n\u001b[31m" + "x".repeat(5_000)))
        .isEqualTo("\\u000a\\u001b[31…")
        .hasSizeLessThanOrEqualTo(16);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0 s",
    "45, 45 s",
    "180, 3 min",
    "185, 3 min 5 s",
    "3599, 59 min",
    "7500, 2 h 5 min",
    "86400, 1 d",
    "273600, 3 d 4 h"
  })
  void durations_have_two_parts_at_most(long seconds, String expected) {
    assertThat(TimeText.of(Duration.ofSeconds(seconds))).isEqualTo(expected);
  }

  @Test
  void a_sparkline_spans_the_lowest_to_the_highest_value() {
    assertThat(line(List.of(0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0))).isEqualTo("▁▂▃▄▅▆▇█");
    assertThat(line(List.of(-Double.MAX_VALUE, Double.MAX_VALUE))).isEqualTo("▁█");
  }

  @Test
  void a_sparkline_of_equal_values_is_flat_and_one_of_none_is_empty() {
    assertThat(line(List.of(5.0, 5.0, 5.0))).isEqualTo("▄▄▄");
    assertThat(line(List.of())).isEmpty();
    assertThat(line(List.of(1.0, Double.NaN, 2.0))).isEqualTo("▁·█");
  }

  @Test
  void what_lies_outside_the_range_stands_in_brackets() {
    assertThat(Sparkline.of(List.of(5.0, 6.0, 20.0, 19.0, 5.0, 20.0), new Range(0, 10)))
        .isEqualTo("▁▁[██]▁[█]");
  }

  private static String line(List<Double> values) {
    return Sparkline.of(values, new Range(-Double.MAX_VALUE, Double.MAX_VALUE));
  }
}
