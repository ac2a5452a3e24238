package io.offbeat.checks.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import io.offbeat.checks.architecture.offending.Clocks;
import io.offbeat.checks.architecture.offending.Entry;
import io.offbeat.checks.architecture.offending.IThing;
import io.offbeat.checks.architecture.offending.NotAnEntryHandler;
import io.offbeat.checks.architecture.offending.S3Shelf;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Each rule of our own making finds what breaks it, and nothing else.
class RulesTest {
  private static final JavaClasses OFFENDING = Importer.importer().importPackagesOf(Clocks.class);

  @Test
  void every_look_at_the_world_is_found_but_where_it_may_be() {
    assertThat(violations(Rules.THE_WORLD_IS_READ_IN_ONE_PLACE))
        .hasSize(14)
        .noneMatch(text -> text.contains("givenAClock") || text.contains("Clocks.seeded()"))
        .noneMatch(text -> text.contains("NotAnEntryHandler.<init>()>"))
        .anyMatch(text -> text.contains("NotAnEntryHandler.<init>(java.lang.String)"));
  }

  @Test
  void the_sdk_outside_an_adapter_is_found() {
    assertThat(violations(Rules.ONLY_ADAPTERS_TOUCH_THE_SDK))
        .isNotEmpty()
        .allMatch(text -> text.contains(Entry.class.getName()))
        .noneMatch(text -> text.contains(S3Shelf.class.getName()));
  }

  @Test
  void names_that_say_nothing_are_found() {
    assertThat(violations(Rules.NAMES_SAY_WHAT_A_CLASS_IS))
        .hasSize(3)
        .allMatch(text -> text.contains(IThing.class.getName() + "$"));
    assertThat(violations(Rules.INTERFACES_HAVE_NO_PREFIX))
        .hasSize(1)
        .allMatch(text -> text.contains(IThing.class.getName() + ">"));
  }

  @Test
  void handlers_that_are_no_entries_are_found_and_the_reverse() {
    assertThat(violations(Rules.HANDLERS_ARE_ENTRIES))
        .hasSize(1)
        .allMatch(text -> text.contains(NotAnEntryHandler.class.getName()));
    assertThat(violations(Rules.ENTRIES_ARE_HANDLERS))
        .hasSize(1)
        .allMatch(text -> text.contains(Entry.class.getName()));
  }

  @Test
  void a_package_that_is_not_null_marked_is_found() {
    assertThat(violations(Rules.PACKAGES_ARE_NULL_MARKED)).hasSize(OFFENDING.size());
    assertThat(
            Rules.PACKAGES_ARE_NULL_MARKED
                .evaluate(
                    Importer.importer()
                        .importPackagesOf(RulesTest.class)
                        .that(
                            com.tngtech.archunit.core.domain.JavaClass.Predicates.type(
                                RulesTest.class)))
                .hasViolation())
        .isFalse();
  }

  private static List<String> violations(ArchRule rule) {
    return rule.evaluate(OFFENDING).getFailureReport().getDetails();
  }
}
