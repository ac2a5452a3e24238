package io.offbeat.checks.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.conditions.ArchConditions.have;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaCodeUnitAccess;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.time.Clock;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.NullMarked;

/// What ArchUnit's own vocabulary cannot say.
final class Conditions {
  private static final Set<String> FREE_TEXT =
      Set.of(
          "java.lang.System.currentTimeMillis",
          "java.lang.System.nanoTime",
          "java.lang.System.getenv",
          "java.lang.Math.random");

  private Conditions() {}

  /// Reads the clock, randomness or the environment nowhere but where it is allowed.
  ///
  /// @param allowed the code that may
  static ArchCondition<JavaClass> readTheWorldOnlyIn(
      String where, Predicate<JavaCodeUnit> allowed) {
    return new ArchCondition<>("read clock, randomness and environment only in " + where) {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        for (JavaCodeUnitAccess<?> access : type.getCodeUnitAccessesFromSelf()) {
          if (readsTheWorld(access.getTarget()) && !allowed.test(access.getOrigin())) {
            events.add(SimpleConditionEvent.violated(access, access.getDescription()));
          }
        }
      }
    };
  }

  private static boolean readsTheWorld(CodeUnitAccessTarget target) {
    JavaClass owner = target.getOwner();
    String name = target.getName();
    boolean noArguments = target.getRawParameterTypes().isEmpty();
    return FREE_TEXT.contains(owner.getName() + "." + name)
        || (owner.isAssignableTo(Clock.class) && (name.startsWith("system") || isTicking(name)))
        || (owner.getPackageName().startsWith("java.time")
            && name.equals("now")
            && !target.getRawParameterTypes().stream().anyMatch(p -> p.isEquivalentTo(Clock.class)))
        || (owner.isEquivalentTo(java.util.Date.class) && isConstructor(name) && noArguments)
        || (owner.isEquivalentTo(UUID.class) && name.equals("randomUUID"))
        || owner.isEquivalentTo(ThreadLocalRandom.class)
        || (owner.isEquivalentTo(RandomGenerator.class)
            && Set.of("of", "getDefault").contains(name))
        || (owner.isAssignableTo(RandomGenerator.class) && isConstructor(name) && noArguments);
  }

  private static boolean isTicking(String name) {
    return Set.of("tickMillis", "tickSeconds", "tickMinutes").contains(name);
  }

  private static boolean isConstructor(String name) {
    return name.equals(JavaConstructor.CONSTRUCTOR_NAME);
  }

  /// Lives in a package that says `@NullMarked`.
  static ArchCondition<JavaClass> liveInANullMarkedPackage() {
    DescribedPredicate<JavaClass> nullMarked =
        describe(
            "a package-info with @NullMarked",
            type ->
                type.getPackage()
                    .tryGetPackageInfo()
                    .filter(info -> info.isAnnotatedWith(NullMarked.class))
                    .isPresent());
    return have(nullMarked);
  }

  /// The outermost class around a class, where a reader looks for it.
  static JavaClass topLevel(JavaClass type) {
    return type.getEnclosingClass().map(Conditions::topLevel).orElse(type);
  }

  /// Classes whose file has a name that starts with one of these.
  static DescribedPredicate<JavaClass> inAFileNamed(Set<String> prefixes) {
    return describe(
        "in files named " + prefixes,
        type -> prefixes.stream().anyMatch(topLevel(type).getSimpleName()::startsWith));
  }
}
