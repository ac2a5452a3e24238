package io.offbeat.ingest.format;

import static io.offbeat.ingest.format.Canonical.ARRIVED;
import static io.offbeat.ingest.format.Canonical.breaches;
import static io.offbeat.ingest.format.Canonical.decode;
import static io.offbeat.ingest.format.Canonical.named;
import static io.offbeat.ingest.format.Canonical.object;
import static io.offbeat.ingest.format.Canonical.readings;
import static io.offbeat.ingest.format.Canonical.violations;
import static io.offbeat.ingest.format.Canonical.with;
import static io.offbeat.ingest.format.Violation.AT_UNREADABLE;
import static io.offbeat.ingest.format.Violation.CONTROL_CHARACTER;
import static io.offbeat.ingest.format.Violation.DEVICE_MISSING;
import static io.offbeat.ingest.format.Violation.DUPLICATE_KEY;
import static io.offbeat.ingest.format.Violation.LONE_SURROGATE;
import static io.offbeat.ingest.format.Violation.METRIC_MISSING;
import static io.offbeat.ingest.format.Violation.NAME_EMPTY;
import static io.offbeat.ingest.format.Violation.NAME_NOT_TEXT;
import static io.offbeat.ingest.format.Violation.NAME_TOO_LONG;
import static io.offbeat.ingest.format.Violation.NOT_A_NUMBER;
import static io.offbeat.ingest.format.Violation.NOT_FINITE;
import static io.offbeat.ingest.format.Violation.VALUE_MISSING;
import static org.assertj.core.api.Assertions.assertThat;

import io.offbeat.model.Reading;
import io.offbeat.model.SeriesKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CanonicalJsonTest {
  private static final Instant AT = Instant.parse("2026-11-25T17:00:00Z");

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
  void a_place_shows_the_start_of_a_long_name() {
    String json = "{\"device\":\"d\",\"values\":{\"%s\":1}}".formatted("m".repeat(300));

    assertThat(breaches(json))
        .containsExactly(new Breach(NAME_TOO_LONG, "/values/" + "m".repeat(64) + "…", 1));
  }

  @ParameterizedTest
  @EnumSource(Violation.class)
  void every_violation_is_in_the_table_of_the_docs(Violation violation) throws IOException {
    assertThat(Files.readString(Path.of("../docs/data-formats.md")))
        .contains("\n| `%s` | ".formatted(violation.label()));
  }
}
