package io.offbeat.ingest.format;

import static io.offbeat.ingest.format.Canonical.breaches;
import static io.offbeat.ingest.format.Canonical.object;
import static io.offbeat.ingest.format.Canonical.sound;
import static io.offbeat.ingest.format.Canonical.violations;
import static io.offbeat.ingest.format.Violation.NOT_A_NUMBER;
import static io.offbeat.ingest.format.Violation.NOT_FINITE;
import static org.assertj.core.api.Assertions.assertThat;

import io.offbeat.ingest.format.Quantity.Form;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is a number in canonical JSON.
class CanonicalNumbersTest {
  @Test
  void a_number_as_a_text_is_counted_as_coerced() {
    for (String text : List.of("21.5", "+21.5", "0021.5", "2.15e1", "215E-1")) {
      assertThat(sound(object('"' + text + '"')))
          .as(text)
          .matches(s -> s.form() == Form.TEXT && !s.rounded() && s.reading().value() == 21.5);
    }
    assertThat(sound(object("21.5")).form()).isEqualTo(Form.NUMBER);
  }

  @Test
  void a_comma_before_the_fraction_is_told_for_the_rules_to_judge() {
    for (String text : List.of("21,5", "+21,5", "2,15e1")) {
      assertThat(sound(object('"' + text + '"')))
          .as(text)
          .matches(s -> s.form() == Form.COMMA && s.reading().value() == 21.5);
    }
  }

  @Test
  void integers_beyond_2_to_the_53_are_counted_as_rounded() {
    assertThat(sound(object("9007199254740992")).rounded()).isFalse();
    assertThat(sound(object("9007199254740993")).rounded()).isTrue();
    assertThat(sound(object("-9007199254740993")).rounded()).isTrue();
    assertThat(sound(object("\"9007199254740992\"")).rounded()).isFalse();
    assertThat(sound(object("\"+9007199254740993\"")).rounded()).isTrue();
    assertThat(sound(object("-9223372036854775808")))
        .matches(s -> s.rounded() && s.reading().value() == -0x1p63);
    assertThat(sound(object("123456789012345678901234567890")))
        .matches(s -> s.rounded() && s.reading().value() == 0x1.8ee90ff6c373ep96);
    assertThat(sound(object("\"18014398509481986\"")))
        .matches(s -> s.rounded() && s.form() == Form.TEXT);
  }

  @Test
  void negative_zero_is_zero() {
    for (String zero : List.of("-0.0", "-0", "\"-0.0\"", "-1e-999")) {
      assertThat(Double.doubleToRawLongBits(sound(object(zero)).reading().value()))
          .as(zero)
          .isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "NaN",
        "Infinity",
        "-Infinity",
        "1e400",
        "-1e400",
        "\"NaN\"",
        "\"nan\"",
        "\"-inf\"",
        "\"Infinity\"",
        "\"1e400\""
      })
  void what_is_not_finite_is_refused_by_that_name(String value) {
    assertThat(breaches(object(value))).containsExactly(new Breach(NOT_FINITE, "/value", 1));
  }

  @Test
  void integers_too_large_for_a_double_are_not_finite() {
    assertThat(violations(object("9".repeat(400)))).containsExactly(NOT_FINITE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"1.021,5\"",
        "\"\"",
        "null",
        "true",
        "[1]",
        "{\"a\":1}",
        "\" 1\"",
        "\"0x1p3\"",
        "\"1d\"",
        "\"1.\"",
        "\".5\"",
        "\"1e\"",
        "\"--1\""
      })
  void what_is_no_number_is_refused(String value) {
    assertThat(breaches(object(value))).containsExactly(new Breach(NOT_A_NUMBER, "/value", 1));
  }
}
