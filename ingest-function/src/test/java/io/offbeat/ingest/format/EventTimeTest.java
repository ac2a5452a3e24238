package io.offbeat.ingest.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventTimeTest {
  @ParameterizedTest
  @CsvSource({
    "2026-11-25T17:00:00Z, 2026-11-25T17:00:00Z",
    "2026-11-25t17:00:00z, 2026-11-25T17:00:00Z",
    "2026-11-25 18:00:00+01:00, 2026-11-25T17:00:00Z",
    "2026-11-25T11:30:00-05:30, 2026-11-25T17:00:00Z",
    "2026-11-25T17:00:00.5Z, 2026-11-25T17:00:00.500Z",
    "2026-11-25T17:00:00.123456789987Z, 2026-11-25T17:00:00.123456789Z",
    "2016-12-31T23:59:60Z, 2017-01-01T00:00:00Z",
    "2024-02-29T00:00:00-00:00, 2024-02-29T00:00:00Z"
  })
  void texts_are_read_by_rfc_3339(String text, Instant at) {
    assertThat(EventTime.of(text)).contains(at);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "yesterday",
        "2026-11-25",
        "2026-11-25T17:00:00",
        "2026-11-25T17:00Z",
        "2026-02-29T00:00:00Z",
        "2026-13-01T00:00:00Z",
        "2026-11-25T24:00:00Z",
        "2026-11-25T17:00:61Z",
        "2026-11-25T17:00:00.Z",
        "2026-11-25T17:00:00+19:00",
        "2026-11-25T17:00:00+01",
        "02026-11-25T17:00:00Z",
        "1795626000"
      })
  void other_texts_are_not_read(String text) {
    assertThat(EventTime.of(text)).isEmpty();
  }

  @Test
  void a_text_means_what_the_jdk_says() {
    for (long seed = 1; seed <= 1_000; seed++) {
      var random = new SplittableRandom(seed);
      Instant at =
          Instant.ofEpochSecond(
              random.nextLong(-60_000_000_000L, 250_000_000_000L), random.nextInt(1_000_000_000));
      String text = OffsetDateTime.ofInstant(at, ZoneOffset.ofHours(3)).toString();

      assertThat(EventTime.of(text)).as(text).contains(at);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1795626000, 2026-11-25T17:00:00Z",
    "1795626000123, 2026-11-25T17:00:00.123Z",
    "1795626000123456, 2026-11-25T17:00:00.123456Z",
    "1795626000123456789, 2026-11-25T17:00:00.123456789Z",
    "0, 1970-01-01T00:00:00Z",
    "-1, 1969-12-31T23:59:59Z",
    "99999999999, 5138-11-16T09:46:39Z",
    "100000000000, 1973-03-03T09:46:40Z",
    "99999999999999, 5138-11-16T09:46:39.999Z",
    "100000000000000, 1973-03-03T09:46:40Z",
    "99999999999999999, 5138-11-16T09:46:39.999999Z",
    "100000000000000000, 1973-03-03T09:46:40Z",
    "-1795626000123, 1913-02-06T06:59:59.877Z"
  })
  void numbers_are_read_by_their_size(long number, Instant at) {
    assertThat(EventTime.of(number)).isEqualTo(at);
    assertThat(EventTime.of(BigDecimal.valueOf(number))).isEqualTo(at);
  }

  @ParameterizedTest
  @CsvSource({
    "1795626000.123456789, 2026-11-25T17:00:00.123456789Z",
    "1795626000.1234567891, 2026-11-25T17:00:00.123456789Z",
    "1.795626e9, 2026-11-25T17:00:00Z",
    "1795626000123.5, 2026-11-25T17:00:00.123500Z",
    "-0.5, 1969-12-31T23:59:59.500Z",
    "1e-999999999, 1970-01-01T00:00:00Z"
  })
  void fractions_are_exact_to_the_nanosecond(BigDecimal number, Instant at) {
    assertThat(EventTime.of(number)).isEqualTo(at);
  }

  @Test
  void numbers_that_no_clock_shows_are_the_furthest_instants() {
    assertThat(EventTime.of(new BigDecimal("1e999999999"))).isEqualTo(Instant.MAX);
    assertThat(EventTime.of(new BigDecimal("-1e20"))).isEqualTo(Instant.MIN);
    for (long extreme : List.of(Long.MAX_VALUE, Long.MIN_VALUE, -Long.MAX_VALUE)) {
      assertThat(EventTime.of(extreme)).isEqualTo(EventTime.of(BigDecimal.valueOf(extreme)));
    }
  }
}
