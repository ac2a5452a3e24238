package io.offbeat.checks.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ArchitectureTest {
  private static final JavaClasses PRODUCT =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.offbeat");

  @Test
  void every_module_is_looked_at() {
    assertThat(PRODUCT.getPackage("io.offbeat").getSubpackages())
        .extracting(JavaPackage::getRelativeName)
        .containsExactlyInAnyOrder(
            "model", "detection", "lambda", "ingest", "detector", "alert", "local");
  }

  @ParameterizedTest
  @MethodSource("rules")
  void the_product_keeps_the_rule(ArchRule rule) {
    rule.check(PRODUCT);
  }

  static Stream<ArchRule> rules() {
    return Stream.of(
        Rules.MODULES_POINT_ONE_WAY,
        Rules.PACKAGES_HAVE_NO_CYCLES,
        Rules.MODEL_AND_DETECTION_ARE_PURE,
        Rules.THE_SIMULATOR_DOES_NOT_KNOW_THE_DETECTOR,
        Rules.ONLY_ADAPTERS_TOUCH_THE_SDK,
        Rules.THE_WORLD_IS_READ_IN_ONE_PLACE,
        Rules.NAMES_SAY_WHAT_A_CLASS_IS,
        Rules.INTERFACES_HAVE_NO_PREFIX,
        Rules.HANDLERS_ARE_ENTRIES,
        Rules.ENTRIES_ARE_HANDLERS,
        Rules.PACKAGES_ARE_NULL_MARKED);
  }
}
