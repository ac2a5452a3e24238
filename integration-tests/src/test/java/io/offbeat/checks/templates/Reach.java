package io.offbeat.checks.templates;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import io.offbeat.checks.architecture.Importer;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What can run once Lambda has called a handler: its code, all that this calls, and of an
/// interface each implementation that the handler's classes depend on.
final class Reach {
  private static final JavaClasses CLASSES = Importer.importer().importPackages("io.offbeat");
  private static final String OURS = "io.offbeat";

  private final Set<JavaClass> classes;
  private final Set<JavaCodeUnit> code = new HashSet<>();
  private final Set<CodeUnitAccessTarget> calls = new LinkedHashSet<>();

  private Reach(JavaClass handler) {
    classes = classes(handler);
    var open = new ArrayDeque<JavaCodeUnit>(handler.getCodeUnits());
    while (!open.isEmpty()) {
      JavaCodeUnit next = open.remove();
      if (code.add(next)) {
        targets(next)
            .forEach(target -> {
              calls.add(target);
              implementations(target).forEach(open::add);
            });
        next.getOwner().getStaticInitializer().ifPresent(open::add);
      }
    }
  }

  /// Whether there is such a class.
  static boolean has(String handler) {
    return CLASSES.contain(handler);
  }

  static Reach of(String handler) {
    return new Reach(CLASSES.get(handler));
  }

  /// Names of the classes that the handler depends on, itself included.
  Set<String> classes() {
    return classes.stream().map(JavaClass::getName).collect(Collectors.toCollection(TreeSet::new));
  }

  /// The calls of a class' methods, whoever makes them.
  Stream<CodeUnitAccessTarget> callsTo(String classPattern) {
    return calls.stream().filter(call -> call.getOwner().getName().matches(classPattern));
  }

  private static Set<JavaClass> classes(JavaClass handler) {
    var found = new HashSet<JavaClass>();
    var open = new ArrayDeque<>(Set.of(handler));
    while (!open.isEmpty()) {
      JavaClass next = open.remove();
      if (next.getPackageName().startsWith(OURS) && found.add(next)) {
        next.getDirectDependenciesFromSelf().forEach(d -> open.add(d.getTargetClass()));
      }
    }
    return found;
  }

  private static Stream<CodeUnitAccessTarget> targets(JavaCodeUnit unit) {
    return Stream.concat(
        unit.getCallsFromSelf().stream().map(call -> call.getTarget()),
        unit.getCodeUnitReferencesFromSelf().stream().map(reference -> reference.getTarget()));
  }

  private Stream<JavaCodeUnit> implementations(CodeUnitAccessTarget target) {
    JavaClass owner = target.getOwner();
    if (!owner.getPackageName().startsWith(OURS)) {
      return Stream.empty();
    }
    return Stream.concat(
            target.resolveMember().stream(),
            owner.getAllSubclasses().stream()
                .filter(classes::contains)
                .flatMap(sub -> sub.getCodeUnits().stream())
                .filter(unit -> overrides(unit, target)))
        .map(JavaCodeUnit.class::cast);
  }

  private static boolean overrides(JavaCodeUnit unit, CodeUnitAccessTarget target) {
    return unit.getName().equals(target.getName())
        && unit.getRawParameterTypes().size() == target.getRawParameterTypes().size();
  }
}
