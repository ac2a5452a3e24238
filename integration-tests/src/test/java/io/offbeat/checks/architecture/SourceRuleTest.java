package io.offbeat.checks.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourceRuleTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "} catch (Exception e) {",
        "} catch (final RuntimeException e) {",
        "} catch (IOException | java.lang.Throwable e) {",
        "} catch(Error _) {",
      })
  void a_catch_of_everything_is_found(String code) {
    assertThat(SourceRule.NO_CATCH_ALL.violations("A.java", code)).hasSize(1);
  }

  @Test
  void a_catch_of_what_is_expected_is_none() {
    assertThat(
            SourceRule.NO_CATCH_ALL.violations(
                "A.java", "} catch (IOException | UncheckedIOException e) { // Exception e"))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "@Disabled",
        "@DisabledOnOs(OS.MAC)",
        "assumeTrue(here);",
        "assumeThat(x).isTrue();",
        "import org.junit.jupiter.api.Assumptions;",
      })
  void a_test_that_may_be_skipped_is_found(String code) {
    assertThat(SourceRule.NO_SKIPPED_TESTS.violations("A.java", code)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Thread.sleep(5);", "TimeUnit.SECONDS.sleep(1);", "LockSupport.parkNanos(1);"})
  void a_sleep_is_found(String code) {
    assertThat(SourceRule.NO_SLEEP_IN_TESTS.violations("A.java", code)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Instant.now()",
        "Clock.systemUTC()",
        "System.currentTimeMillis()",
        "System.nanoTime()",
        "Math.random()",
        "new Random()",
      })
  void a_look_at_the_clock_or_chance_is_found(String code) {
    assertThat(SourceRule.NO_CLOCK_OR_CHANCE_IN_TESTS.violations("A.java", code)).hasSize(1);
  }

  @Test
  void a_mock_is_found() {
    assertThat(SourceRule.NO_MOCKS.violations("A.java", "import static org.mockito.Mockito.mock;"))
        .hasSize(1);
  }

  @Test
  void what_is_left_to_do_is_found_in_comments_with_its_line() {
    assertThat(SourceRule.NOTHING_LEFT_TO_DO.violations("A.java", "one\n  // TO" + "DO two\n"))
        .containsExactly("A.java:2: // TO" + "DO two");
  }

  @Test
  void comments_and_literals_are_no_code() {
    String text =
        """
        String a = "catch (Exception e)"; // catch (Exception e)
        char quote = '"'; /* catch (Exception e)
          catch (Exception e) */ int b;
        """;

    assertThat(SourceRule.codeOf(text).lines().map(String::strip))
        .containsExactly("String a =                      ;", "char quote =    ;", "int b;");
  }
}
