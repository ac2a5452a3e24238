package io.offbeat.ingest.format;

import static io.offbeat.ingest.format.Violation.AT_UNREADABLE;
import static io.offbeat.ingest.format.Violation.CONTROL_CHARACTER;
import static io.offbeat.ingest.format.Violation.DEVICE_MISSING;
import static io.offbeat.ingest.format.Violation.DUPLICATE_KEY;
import static io.offbeat.ingest.format.Violation.INVALID_UTF_8;
import static io.offbeat.ingest.format.Violation.LONE_SURROGATE;
import static io.offbeat.ingest.format.Violation.MALFORMED;
import static io.offbeat.ingest.format.Violation.METRIC_MISSING;
import static io.offbeat.ingest.format.Violation.NAME_EMPTY;
import static io.offbeat.ingest.format.Violation.NAME_NOT_TEXT;
import static io.offbeat.ingest.format.Violation.NAME_TOO_LONG;
import static io.offbeat.ingest.format.Violation.NOT_A_NUMBER;
import static io.offbeat.ingest.format.Violation.NOT_FINITE;
import static io.offbeat.ingest.format.Violation.TOO_DEEP;
import static io.offbeat.ingest.format.Violation.TOO_LARGE;
import static io.offbeat.ingest.format.Violation.UNRECOGNISED;
import static io.offbeat.ingest.format.Violation.VALUE_MISSING;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.offbeat.ingest.format.Quantity.Form;
import io.offbeat.model.Reading;
import io.offbeat.model.SeriesKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalJsonTest {
  private static final Instant ARRIVED = Instant.parse("2026-11-25T17:00:05Z");
  private static final Instant AT = Instant.parse("2026-11-25T17:00:00Z");
  private static final CanonicalJson FORMAT = new CanonicalJson();

  @Test
  void an_object_is_one_reading() {
    assertThat(
            readings(
                """
                {"device":"pump-7","metric":"temperature","at":"2026-11-25T17:00:00Z","value":20.4,"unit":"Cel"}\
                """))
        .containsExactly(new Reading(new SeriesKey("pump-7", "temperature"), AT, 20.4, "Cel"));
  }

  @Test
  void values_are_readings_of_one_device_at_one_instant_wherever_the_fields_stand() {
    String json =
        """
        {"values":{"temperature":20.4,"vibration":0.2},"unit":"Cel","at":1795626000,"device":"pump-7"}\
        """;

    assertThat(readings(json))
        .containsExactly(
            new Reading(new SeriesKey("pump-7", "temperature"), AT, 20.4, "Cel"),
            new Reading(new SeriesKey("pump-7", "vibration"), AT, 0.2, "Cel"));
  }

  @Test
  void value_and_values_may_stand_together() {
    assertThat(readings("{\"device\":\"d\",\"metric\":\"a\",\"value\":1,\"values\":{\"b\":2}}"))
        .extracting(r -> r.series().metric())
        .containsExactly("a", "b");
  }

  @Test
  void arrays_lines_and_values_after_one_another_are_readings_in_their_order() {
    String one = object("1");
    String two = object("2");
    String three = object("3");

    for (String json :
        List.of(
            "[%s,%s,%s]",
            "%s\n%s\n%s\n",
            "%s\r\n\r\n%s\r\n%s",
            " %s%s\t%s",
            "[%s]\n[%s,%s]",
            "\ufeff%s\n%s\n%s")) {
      assertThat(readings(json.formatted(one, two, three)))
          .as(json)
          .extracting(Reading::value)
          .containsExactly(1.0, 2.0, 3.0);
    }
  }

  @Test
  void one_object_may_stand_over_several_lines() {
    assertThat(readings("{\n  \"device\": \"d\",\n  \"metric\": \"m\",\n  \"value\": 1\n}\n"))
        .hasSize(1);
  }

  @Test
  void without_a_time_the_arrival_counts() {
    assertThat(readings(object("1")).getFirst().at()).isEqualTo(ARRIVED);
    assertThat(readings(with("\"at\":null")).getFirst().at()).isEqualTo(ARRIVED);
  }

  @Test
  void unknown_fields_are_passed_over() {
    assertThat(readings(with("\"x\":{\"device\":[1,{\"values\":null}]},\"x\":1"))).hasSize(1);
  }

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

  @Test
  void a_broken_value_costs_its_siblings_nothing() {
    List<Decoded> found =
        decode("[{\"device\":\"d\",\"values\":{\"a\":1,\"b/c\":\"x\",\"d\":NaN,\"e\":2}}]");

    assertThat(readings(found)).extracting(Reading::value).containsExactly(1.0, 2.0);
    assertThat(found).hasSize(4);
    assertThat(breaches(found))
        .containsExactly(
            new Breach(NOT_A_NUMBER, "/0/values/b~1c", 1),
            new Breach(NOT_FINITE, "/0/values/d", 1));
  }

  @Test
  void every_rule_that_a_record_breaks_is_reported() {
    String json =
        """
        {"device":"","metric":7,"at":"yesterday","value":"many","unit":"a\\nb"}
        {"device":"d","metric":"m","value":1}
        [{"value":1},{"device":"d","metric":"m"}]
        """;

    assertThat(breaches(json))
        .containsExactly(
            new Breach(NAME_EMPTY, "/device", 1),
            new Breach(AT_UNREADABLE, "/at", 1),
            new Breach(CONTROL_CHARACTER, "/unit", 1),
            new Breach(NAME_NOT_TEXT, "/metric", 1),
            new Breach(NOT_A_NUMBER, "/value", 1),
            new Breach(DEVICE_MISSING, "/0/device", 3),
            new Breach(METRIC_MISSING, "/0/metric", 3),
            new Breach(VALUE_MISSING, "/1/value", 3));
    assertThat(readings(json)).hasSize(1);
  }

  @Test
  void a_fault_of_the_object_makes_poison_of_each_of_its_values() {
    List<Decoded> found = decode("{\"values\":{\"a\":1,\"b\":2,\"c\":3}}");

    assertThat(found).hasSize(3).allMatch(d -> d instanceof Decoded.Poison);
    assertThat(breaches(found)).containsOnly(new Breach(DEVICE_MISSING, "/device", 1));
  }

  @Test
  void names_break_their_rules_by_name() {
    assertThat(violations(named("\"\""))).containsExactly(NAME_EMPTY);
    assertThat(violations(named("null"))).containsExactly(DEVICE_MISSING);
    assertThat(violations(named("7"))).containsExactly(NAME_NOT_TEXT);
    assertThat(violations(named("[\"a\"]"))).containsExactly(NAME_NOT_TEXT);
    assertThat(violations(named('"' + "é".repeat(129) + '"'))).containsExactly(NAME_TOO_LONG);
    assertThat(violations(named("\"a\\u0000\""))).containsExactly(CONTROL_CHARACTER);
    assertThat(violations(named("\"a\\u009f\""))).containsExactly(CONTROL_CHARACTER);
    assertThat(violations(named("\"a\\uffff\""))).containsExactly(CONTROL_CHARACTER);
    assertThat(violations(named("\"a\\ud800b\""))).containsExactly(LONE_SURROGATE);
    assertThat(violations(named("\"\\udc00\\u0007" + "x".repeat(300) + '"')))
        .containsExactlyInAnyOrder(LONE_SURROGATE, CONTROL_CHARACTER, NAME_TOO_LONG);
    assertThat(readings(named('"' + "é".repeat(128) + '"'))).hasSize(1);
    assertThat(readings(named("\"\\ud83d\\ude00\"")).getFirst().series().device()).isEqualTo("😀");
  }

  @Test
  void a_unit_may_be_absent_or_null_or_empty() {
    for (String unit : List.of("\"unit\":null", "\"unit\":\"\"", "\"x\":0")) {
      assertThat(readings(with(unit)).getFirst().unit()).isEmpty();
    }
    assertThat(violations(with("\"unit\":7"))).containsExactly(NAME_NOT_TEXT);
  }

  @Test
  void values_must_be_an_object_of_at_least_one() {
    for (String values : List.of("{}", "[]", "null", "7")) {
      assertThat(breaches("{\"device\":\"d\",\"values\":%s}".formatted(values)))
          .as(values)
          .containsExactly(new Breach(VALUE_MISSING, "/values", 1));
    }
  }

  @Test
  void a_field_given_twice_is_refused() {
    assertThat(breaches(with("\"value\":2")))
        .containsExactly(new Breach(DUPLICATE_KEY, "/value", 1));
    assertThat(breaches(with("\"device\":\"d\"")))
        .containsExactly(new Breach(DUPLICATE_KEY, "/device", 1));
  }

  @Test
  void a_metric_given_twice_is_refused_both_times() {
    List<Decoded> found = decode("{\"device\":\"d\",\"values\":{\"a\":1,\"b\":2,\"a\":3}}");

    assertThat(readings(found)).extracting(Reading::value).containsExactly(2.0);
    assertThat(found).hasSize(3);
    assertThat(breaches(found)).containsOnly(new Breach(DUPLICATE_KEY, "/values/a", 1));
  }

  @Test
  void a_broken_line_costs_the_others_nothing() {
    String json = "what?\n" + object("1") + "\n{\"device\":\n" + object("2") + "}\n" + object("3");
    List<Decoded> found = decode(json);

    assertThat(readings(found)).extracting(Reading::value).containsExactly(1.0, 2.0, 3.0);
    assertThat(breaches(found))
        .containsExactly(
            new Breach(MALFORMED, "", 1),
            new Breach(MALFORMED, "", 3),
            new Breach(MALFORMED, "", 4));
  }

  @Test
  void a_line_that_is_not_utf_8_costs_the_others_nothing() {
    byte[] bytes = (object("1") + "\n\"\u00ff\"\n" + object("2")).getBytes(ISO_8859_1);

    assertThat(readings(FORMAT.decode(payload(bytes)))).hasSize(2);
    assertThat(breaches(FORMAT.decode(payload(bytes))))
        .containsExactly(new Breach(INVALID_UTF_8, "", 2));
  }

  @Test
  void overlong_forms_and_encoded_surrogates_are_not_utf_8() {
    for (String bytes : List.of("\u00c0\u00af", "\u00ed\u00a0\u0080", "\u00f5\u0080\u0080\u0080")) {
      byte[] json = named('"' + bytes + '"').getBytes(ISO_8859_1);

      assertThat(breaches(FORMAT.decode(payload(json))))
          .containsExactly(new Breach(INVALID_UTF_8, "", 1));
    }
  }

  @Test
  void readings_before_a_fault_count() {
    List<Decoded> found = decode("[" + object("1") + "," + object("2") + ",{\"device\":\"\",\"met");

    assertThat(readings(found)).extracting(Reading::value).containsExactly(1.0, 2.0);
    assertThat(breaches(found))
        .extracting(Breach::violation)
        .containsExactly(NAME_EMPTY, MALFORMED);
  }

  @Test
  void other_values_are_not_recognised() {
    assertThat(breaches("[1,[2],\"x\",null]"))
        .containsExactly(
            new Breach(UNRECOGNISED, "/0", 1),
            new Breach(UNRECOGNISED, "/1", 1),
            new Breach(UNRECOGNISED, "/2", 1),
            new Breach(UNRECOGNISED, "/3", 1));
    assertThat(decode("[]")).isEmpty();
  }

  @Test
  void deep_nesting_is_refused_at_any_place() {
    String deep = "[".repeat(500_000);

    assertThat(violations(deep)).containsExactly(UNRECOGNISED, TOO_DEEP);
    assertThat(violations(with("\"x\":" + deep))).containsExactly(TOO_DEEP);
    assertThat(violations("{\"a\":".repeat(100_000))).containsExactly(TOO_DEEP);
    assertThat(readings(with("\"x\":" + "[".repeat(31) + "]".repeat(31)))).hasSize(1);
    assertThat(violations(with("\"x\":" + "[".repeat(32) + "]".repeat(32))))
        .containsExactly(TOO_DEEP);
  }

  @Test
  void long_texts_and_numbers_are_refused() {
    assertThat(violations(object("1" + "0".repeat(1 << 20)))).containsExactly(TOO_LARGE);
    assertThat(violations(object("0." + "1".repeat(1 << 20)))).containsExactly(TOO_LARGE);
    assertThat(violations(object('"' + "1".repeat(50_000) + '"'))).containsExactly(TOO_LARGE);
    assertThat(violations(named('"' + "x".repeat(1 << 20) + '"'))).containsExactly(TOO_LARGE);
  }

  @Test
  void a_place_shows_the_start_of_a_long_name() {
    String json = "{\"device\":\"d\",\"values\":{\"%s\":1}}".formatted("m".repeat(300));

    assertThat(breaches(json))
        .containsExactly(new Breach(NAME_TOO_LONG, "/values/" + "m".repeat(64) + "…", 1));
  }

  @Test
  void utf_16_is_not_json_here() {
    assertThat(breaches(FORMAT.decode(payload(object("1").getBytes(UTF_16LE)))))
        .extracting(Breach::violation)
        .containsExactly(MALFORMED);
  }

  @Test
  void a_payload_with_an_object_or_array_at_a_lines_start_is_recognised() {
    for (String json : List.of("{", " [", "\n\t{", "\ufeff{", "x\n{")) {
      assertThat(FORMAT.recognises(payload(json.getBytes(UTF_8)))).as(json).isTrue();
    }
    for (String other : List.of("", " ", "x", "cpu,host=a value=1", "a{", "\"{\"")) {
      assertThat(FORMAT.recognises(payload(other.getBytes(UTF_8)))).as(other).isFalse();
    }
  }

  @Test
  void mutated_bytes_never_fail_and_always_mean_the_same() {
    byte[] json =
        ("["
                + with("\"at\":1795626000.5,\"unit\":\"é\"")
                + "]\n"
                + object("\"2e1\"")
                + "\n{\"device\":\"d\",\"values\":{\"a\":-1.5,\"b\":NaN}}")
            .getBytes(UTF_8);
    for (long seed = 1; seed <= 5_000; seed++) {
      var random = new SplittableRandom(seed);
      byte[] bytes = json.clone();
      for (int i = random.nextInt(1, 6); i > 0; i--) {
        bytes[random.nextInt(bytes.length)] =
            random.nextBoolean()
                ? (byte) random.nextInt()
                : (byte) "{}[]\",:0123456789eE.+-\\\n".charAt(random.nextInt(24));
      }

      assertThat(FORMAT.decode(payload(bytes)))
          .as("seed %d", seed)
          .isNotEmpty()
          .isEqualTo(FORMAT.decode(payload(bytes)));
    }
  }

  @ParameterizedTest
  @EnumSource(Violation.class)
  void every_violation_is_in_the_table_of_the_docs(Violation violation) throws IOException {
    assertThat(Files.readString(Path.of("../docs/data-formats.md")))
        .contains("\n| `%s` | ".formatted(violation.label()));
  }

  private static String object(String value) {
    return "{\"device\":\"d\",\"metric\":\"m\",\"value\":%s}".formatted(value);
  }

  private static String named(String device) {
    return "{\"device\":%s,\"metric\":\"m\",\"value\":1}".formatted(device);
  }

  private static String with(String field) {
    return "{\"device\":\"d\",\"metric\":\"m\",\"value\":1,%s}".formatted(field);
  }

  private static List<Decoded> decode(String json) {
    return FORMAT.decode(payload(json.getBytes(UTF_8)));
  }

  private static List<Reading> readings(String json) {
    return readings(decode(json));
  }

  private static List<Reading> readings(List<Decoded> found) {
    return found.stream()
        .filter(Decoded.Sound.class::isInstance)
        .map(Decoded.Sound.class::cast)
        .map(Decoded.Sound::reading)
        .toList();
  }

  private static Decoded.Sound sound(String json) {
    List<Decoded> found = decode(json);
    assertThat(found).hasSize(1).first().isInstanceOf(Decoded.Sound.class);
    return (Decoded.Sound) found.getFirst();
  }

  private static List<Breach> breaches(String json) {
    return breaches(decode(json));
  }

  private static List<Breach> breaches(List<Decoded> found) {
    return found.stream()
        .filter(Decoded.Poison.class::isInstance)
        .map(Decoded.Poison.class::cast)
        .flatMap(poison -> poison.breaches().stream())
        .toList();
  }

  private static List<Violation> violations(String json) {
    return breaches(json).stream().map(Breach::violation).toList();
  }

  private static Payload payload(byte[] bytes) {
    return new Payload(bytes, ARRIVED, "");
  }
}
