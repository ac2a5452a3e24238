package io.offbeat.model.rules;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GlobTest {
  @ParameterizedTest
  @CsvSource({
    "pump-7, pump-7",
    "pump-*, pump-",
    "pump-*, pump-7",
    "*, anything",
    "*-7, pump-7",
    "p*p-?, pump-7",
    "a*b*c, aXbYbZc",
    "a**c, abc",
    "?, 🌡",
    "[a-z]+, [a-z]+"
  })
  void a_pattern_matches_the_whole_name(String pattern, String name) {
    assertThat(new Glob(pattern).matches(name)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"pump-7, pump-77", "pump-?, pump-", "a*a, a", "*b*, aca", "a*b*c, acb", "A, a"})
  void a_pattern_does_not_match_part_of_a_name(String pattern, String name) {
    assertThat(new Glob(pattern).matches(name)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void globs_agree_with_regular_expressions(long seed) {
    var random = new SplittableRandom(seed);
    for (int i = 0; i < 20_000; i++) {
      String pattern = text(random, "ab*?", 1 + random.nextInt(7));
      String name = text(random, "ab", random.nextInt(9));
      assertThat(new Glob(pattern).matches(name))
          .as("seed %d: %s %s", seed, pattern, name)
          .isEqualTo(Pattern.matches(pattern.replace("*", ".*").replace("?", "."), name));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {4, 5})
  void what_a_covered_pattern_matches_the_covering_one_matches(long seed) {
    var random = new SplittableRandom(seed);
    for (int i = 0; i < 20_000; i++) {
      var wide = new Glob(text(random, "ab*?", 1 + random.nextInt(4)));
      var narrow = new Glob(text(random, "ab*?", 1 + random.nextInt(4)));
      String name = text(random, "ab", random.nextInt(6));
      assertThat(wide.covers(narrow) && narrow.matches(name) && !wide.matches(name))
          .as("seed %d: %s %s %s", seed, wide, narrow, name)
          .isFalse();
    }
  }

  @Test
  void a_catastrophic_pattern_is_matched_at_once() {
    var glob = new Glob("*a".repeat(Glob.MAX_LENGTH / 2));
    String name = "a".repeat(255) + "b";

    assertTimeoutPreemptively(
        ofSeconds(5),
        () -> {
          for (int i = 0; i < 1_000; i++) {
            assertThat(glob.matches(name)).isFalse();
          }
        });
  }

  @Test
  void a_pattern_has_a_length() {
    assertThatThrownBy(() -> new Glob("")).hasMessageContaining("1 to 256");
    assertThatThrownBy(() -> new Glob("*".repeat(257))).hasMessageContaining("257");
  }

  private static String text(SplittableRandom random, String letters, int length) {
    var text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append(letters.charAt(random.nextInt(letters.length())));
    }
    return text.toString();
  }
}
