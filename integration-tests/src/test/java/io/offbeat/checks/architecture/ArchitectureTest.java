package io.offbeat.checks.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.lang.ArchRule;
import io.offbeat.alert.AlertHandler;
import io.offbeat.detection.Baseline;
import io.offbeat.detector.DetectHandler;
import io.offbeat.ingest.IngestHandler;
import io.offbeat.lambda.Settings;
import io.offbeat.local.cli.Offbeat;
import io.offbeat.model.Reading;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ArchitectureTest {
  /// A class of each module; to look for packages on the class path would open every jar of the
  /// SDK.
  private static final Stream<Class<?>> MODULES =
      Stream.of(
          Reading.class,
          Baseline.class,
          Settings.class,
          IngestHandler.class,
          DetectHandler.class,
          AlertHandler.class,
          Offbeat.class);

  private static final JavaClasses PRODUCT =
      Importer.importer().importUrls(MODULES.map(ArchitectureTest::module).toList());

  private static URL module(Class<?> type) {
    URL location = type.getProtectionDomain().getCodeSource().getLocation();
    try {
      return location.getPath().endsWith(".jar")
          ? URI.create("jar:%s!/".formatted(location)).toURL()
          : location;
    } catch (MalformedURLException e) {
      throw new IllegalStateException("no place of a module: " + location, e);
    }
  }

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
