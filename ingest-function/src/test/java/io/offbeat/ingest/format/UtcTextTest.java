package io.offbeat.ingest.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UtcTextTest {
  @Test
  void every_day_of_four_centuries_is_one_and_no_other_is() {
    for (int year = 1900; year < 2300; year++) {
      for (int month = 0; month <= 13; month++) {
        for (int day = 0; day <= 32; day++) {
          String text = String.format(Locale.ROOT, "%04d-%02d-%02dT00:00:00Z", year, month, day);
          boolean real = isDay(year, month, day);
          assertThat(UtcText.holds(text)).as(text).isEqualTo(real);
        }
      }
    }
  }

  private static boolean isDay(int year, int month, int day) {
    try {
      return LocalDate.of(year, month, day).getYear() == year;
    } catch (DateTimeException e) {
      return false;
    }
  }

  @Test
  void an_instant_with_any_decimals_is_read_as_the_jdk_reads_it() {
    for (long seed = 1; seed <= 1_000; seed++) {
      var random = new SplittableRandom(seed);
      Instant at = Instant.ofEpochSecond(random.nextLong(-60_000_000_000L, 250_000_000_000L));
      String text = at.toString().replace("Z", "");
      int decimals = random.nextInt(10);
      if (decimals > 0) {
        text += "." + "%010d".formatted(random.nextInt(1_000_000_000)).substring(1, 1 + decimals);
      }
      text += "Z";

      assertThat(UtcText.holds(text)).as(text).isTrue();
      assertThat(UtcText.instant(text)).as(text).isEqualTo(Instant.parse(text));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Z",
        "2026-11-25T17:00:00",
        "2026-11-25T17:00:00z",
        "2026-11-25 17:00:00Z",
        "2026-11-25T17:00:00.Z",
        "2026-11-25T17:00:00,5Z",
        "2026-11-25T17:00:00.12 Z",
        "2026-11-25T17:00:00.1234567890Z",
        "2026-11-25T17:00:00+01:00Z",
        "2026-11-25T24:00:00Z",
        "2026-11-25T17:60:00Z",
        "2016-12-31T23:59:60Z",
        "2026-11-25T17:00:0٣Z",
        "+2026-11-25T17:00:0Z"
      })
  void other_shapes_are_left_to_the_pattern(String text) {
    assertThat(UtcText.holds(text)).isFalse();
  }
}
