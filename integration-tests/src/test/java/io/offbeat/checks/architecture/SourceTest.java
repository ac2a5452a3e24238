package io.offbeat.checks.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.offbeat.checks.Repository;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class SourceTest {
  /// The classes that break rules on purpose.
  private static final String OFFENDING = "/checks/architecture/offending/";

  static final List<SourceRule> EVERYWHERE =
      List.of(SourceRule.NO_CATCH_ALL, SourceRule.NOTHING_LEFT_TO_DO, SourceRule.NO_MOCKS);

  static final List<SourceRule> IN_TESTS =
      List.of(
          SourceRule.NO_SKIPPED_TESTS,
          SourceRule.NO_SLEEP_IN_TESTS,
          SourceRule.NO_CLOCK_OR_CHANCE_IN_TESTS);

  @ParameterizedTest
  @FieldSource("EVERYWHERE")
  void every_java_file_keeps_the_rule(SourceRule rule) {
    assertThat(violations(rule, _ -> true)).isEmpty();
  }

  @ParameterizedTest
  @FieldSource("IN_TESTS")
  void every_test_keeps_the_rule(SourceRule rule) {
    assertThat(violations(rule, file -> file.contains("/src/test/"))).isEmpty();
  }

  @Test
  void build_files_scripts_and_pages_leave_nothing_to_do() {
    assertThat(
            Stream.of("pom.xml", "offbeat", ".yml", ".yaml", ".sh", ".md")
                .flatMap(suffix -> Repository.files(Repository.path("."), suffix).stream())
                .flatMap(file -> violations(SourceRule.NOTHING_LEFT_TO_DO, file)))
        .isEmpty();
  }

  private static Stream<String> violations(SourceRule rule, Predicate<String> where) {
    return Repository.files(Repository.path("."), ".java").stream()
        .filter(file -> where.test(file.toString()))
        .filter(file -> !file.toString().contains(OFFENDING))
        .flatMap(file -> violations(rule, file));
  }

  private static Stream<String> violations(SourceRule rule, Path file) {
    return rule.violations(Repository.relative(file), Repository.text(file)).stream();
  }
}
