package io.offbeat.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Each symptom of docs/troubleshooting.md has a test of its name, or cannot be had on a laptop.
class SymptomsPageTest {
  private static final Path PAGE = Path.of("../docs/troubleshooting.md");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| (?!what you see)([^|-][^|]*?) \\|");

  /// What no test has, and why not.
  private static final Map<String, String> ELSEWHERE =
      Map.of(
          "no_alert_at_all_and_none_ever", "no emulator sends mail",
          "alerts_on_weekends", "takes weeks of readings: the detector's own tests have them",
          "the_bill_jumps", "nobody is billed on a laptop",
          "forgot_what_was_normal", "the table forgets, by its time to live",
          "offbeat_says_that_it_finds_no_jdk_25", "this test runs on one");

  @Test
  void each_row_has_its_test_or_a_reason_why_not() throws IOException {
    List<String> rows = rows();

    assertThat(rows).hasSizeGreaterThan(20).doesNotHaveDuplicates();
    assertThat(rows)
        .allSatisfy(row ->
            assertThat(tests().anyMatch(test -> test.startsWith(row)))
                .as(row)
                .isNotEqualTo(ELSEWHERE.containsKey(row)));
    assertThat(rows).containsAll(ELSEWHERE.keySet());
  }

  @Test
  void each_test_has_its_row() throws IOException {
    List<String> rows = rows();

    assertThat(tests()).allSatisfy(test -> assertThat(rows).anyMatch(test::startsWith));
  }

  private static Stream<String> tests() {
    return Stream.of(SymptomsTest.class, ReadingsSymptomsTest.class)
        .flatMap(type -> Stream.of(type.getDeclaredMethods()))
        .filter(method -> method.isAnnotationPresent(Test.class))
        .map(Method::getName);
  }

  /// What stands first in each row, as a test would be named.
  private static List<String> rows() throws IOException {
    String page = Files.readString(PAGE);
    String table = page.substring(page.indexOf("| what you see"), page.indexOf("## Impaired"));
    return ROW.matcher(table)
        .results()
        .map(row -> row.group(1).toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_"))
        .map(name -> name.replaceAll("^_|_$", ""))
        .toList();
  }
}
