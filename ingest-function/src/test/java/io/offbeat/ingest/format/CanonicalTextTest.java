package io.offbeat.ingest.format;

import static io.offbeat.ingest.format.Canonical.FORMAT;
import static io.offbeat.ingest.format.Canonical.breaches;
import static io.offbeat.ingest.format.Canonical.decode;
import static io.offbeat.ingest.format.Canonical.named;
import static io.offbeat.ingest.format.Canonical.object;
import static io.offbeat.ingest.format.Canonical.payload;
import static io.offbeat.ingest.format.Canonical.readings;
import static io.offbeat.ingest.format.Canonical.violations;
import static io.offbeat.ingest.format.Canonical.with;
import static io.offbeat.ingest.format.Violation.INVALID_UTF_8;
import static io.offbeat.ingest.format.Violation.MALFORMED;
import static io.offbeat.ingest.format.Violation.NAME_EMPTY;
import static io.offbeat.ingest.format.Violation.TOO_DEEP;
import static io.offbeat.ingest.format.Violation.TOO_LARGE;
import static io.offbeat.ingest.format.Violation.UNRECOGNISED;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.offbeat.model.Reading;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Texts that are canonical JSON in part, or not at all.
class CanonicalTextTest {
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
  void utf_16_is_not_json_here() {
    assertThat(breaches(FORMAT.decode(payload(object("1").getBytes(UTF_16LE)))))
        .extracting(Breach::violation)
        .containsExactly(MALFORMED);
  }

  @Test
  void a_payload_with_a_reading_at_a_lines_start_is_recognised() {
    for (String before : List.of("", " [", "\n\t", "\ufeff", "x\n", "{\n", "{\"a\":\n", "[]\n{}")) {
      byte[] json = (before + object("1")).getBytes(UTF_8);
      assertThat(FORMAT.recognises(payload(json))).as(before).isTrue();
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
}
