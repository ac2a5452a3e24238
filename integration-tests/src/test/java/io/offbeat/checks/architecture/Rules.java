package io.offbeat.checks.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.INTERFACES;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static io.offbeat.checks.architecture.Conditions.inAFileNamed;
import static io.offbeat.checks.architecture.Conditions.liveInANullMarkedPackage;
import static io.offbeat.checks.architecture.Conditions.readTheWorldOnlyIn;
import static io.offbeat.checks.architecture.Conditions.topLevel;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;

/// The architecture's rules, each with its reason.
final class Rules {
  private static final String AWS_SDK = "software.amazon.awssdk..";

  private Rules() {}

  static final ArchRule MODULES_POINT_ONE_WAY =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("common-model")
          .definedBy("io.offbeat.model..")
          .layer("detection")
          .definedBy("io.offbeat.detection..")
          .layer("lambda-support")
          .definedBy("io.offbeat.lambda..")
          .layer("ingest")
          .definedBy("io.offbeat.ingest..")
          .layer("detector")
          .definedBy("io.offbeat.detector..")
          .layer("alert")
          .definedBy("io.offbeat.alert..")
          .layer("local")
          .definedBy("io.offbeat.local..")
          .whereLayer("detection")
          .mayOnlyBeAccessedByLayers("detector", "local")
          .whereLayer("lambda-support")
          .mayOnlyBeAccessedByLayers("ingest", "detector", "alert", "local")
          .whereLayer("ingest")
          .mayOnlyBeAccessedByLayers("local")
          .whereLayer("detector")
          .mayOnlyBeAccessedByLayers("local")
          .whereLayer("alert")
          .mayOnlyBeAccessedByLayers("local")
          .whereLayer("local")
          .mayNotBeAccessedByAnyLayer()
          .because("each function is deployed alone, and what they share knows none of them");

  static final ArchRule PACKAGES_HAVE_NO_CYCLES =
      slices()
          .matching("io.offbeat.(**)")
          .should()
          .beFreeOfCycles()
          .because("a package that needs its user cannot be read, or moved, alone");

  static final ArchRule MODEL_AND_DETECTION_ARE_PURE =
      noClasses()
          .that()
          .resideInAnyPackage("io.offbeat.model..", "io.offbeat.detection..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              AWS_SDK, "com.amazonaws..", "java.io.file..", "java.nio.file..", "java.net..")
          .because("words and science are the same wherever they run");

  static final ArchRule THE_SIMULATOR_DOES_NOT_KNOW_THE_DETECTOR =
      noClasses()
          .that()
          .resideInAPackage("io.offbeat.local.fleet..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.offbeat.detection..", "io.offbeat.detector..")
          .because("a fleet made from the detector's own idea of normal would prove nothing");

  static final ArchRule ONLY_ADAPTERS_TOUCH_THE_SDK =
      noClasses()
          .that(not(inAFileNamed(Set.of("S3", "Kinesis", "Dynamo", "Sns", "AwsClients"))))
          .should()
          .dependOnClassesThat()
          .resideInAPackage(AWS_SDK)
          .because("what a function does reads without knowing the SDK");

  static final ArchRule THE_WORLD_IS_READ_IN_ONE_PLACE =
      classes()
          .should(
              readTheWorldOnlyIn(
                  "what handlers' no-argument constructors run, and the command line",
                  Rules::mayReadTheWorld))
          .because("a test, a replay and a backtest bring their own clock and seed");

  private static boolean mayReadTheWorld(JavaCodeUnit code) {
    var owner = topLevel(code.getOwner());
    return owner.getPackageName().startsWith("io.offbeat.local.cli")
        || (owner.getSimpleName().endsWith("Handler")
            && code.isConstructor()
            && (code.getRawParameterTypes().isEmpty()
                || code.getModifiers().contains(JavaModifier.PRIVATE)));
  }

  static final ArchRule NAMES_SAY_WHAT_A_CLASS_IS =
      noClasses()
          .should()
          .haveNameMatching(".*[.$](Abstract\\w*|\\w*(Impl|Manager|Helpers?|Utils?|Service))")
          .because("these words fit every class, so they say nothing of one");

  static final ArchRule INTERFACES_HAVE_NO_PREFIX =
      noClasses()
          .that(INTERFACES)
          .should()
          .haveNameMatching(".*[.$]I[A-Z][a-z]\\w*")
          .because("a port is named by its role");

  static final ArchRule HANDLERS_ARE_ENTRIES =
      classes()
          .that()
          .haveSimpleNameEndingWith("Handler")
          .should()
          .implement(RequestHandler.class)
          .because("a reader starts at the handlers, and Lambda does too");

  static final ArchRule ENTRIES_ARE_HANDLERS =
      classes()
          .that()
          .implement(RequestHandler.class)
          .should()
          .haveSimpleNameEndingWith("Handler")
          .because("a reader starts at the handlers, and Lambda does too");

  static final ArchRule PACKAGES_ARE_NULL_MARKED =
      classes()
          .should(liveInANullMarkedPackage())
          .because("NullAway checks only what says so, and the package's page is its front door");
}
