package io.offbeat.checks.templates;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import io.offbeat.checks.Repository;
import io.offbeat.checks.architecture.Importer;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What is written in a handler and in all that it needs.
final class Sources {
  private static final JavaClasses CLASSES = Importer.importer().importPackages("io.offbeat");
  private static final Map<String, Path> FILES =
      Repository.files(Repository.path("."), ".java").stream()
          .filter(file -> file.toString().contains("/src/main/java/"))
          .collect(Collectors.toMap(Sources::className, file -> file, (one, _) -> one));

  private Sources() {}

  /// Whether there is such a class.
  static boolean has(String name) {
    return CLASSES.contain(name);
  }

  /// What a pattern finds in the sources of a class and of all that it needs.
  static Stream<MatchResult> find(Pattern pattern, String name) {
    var seen = new TreeSet<String>();
    var open = new ArrayDeque<>(List.of(CLASSES.get(name)));
    while (!open.isEmpty()) {
      JavaClass next = open.remove();
      if (next.getPackageName().startsWith("io.offbeat") && seen.add(next.getName())) {
        next.getDirectDependenciesFromSelf().forEach(d -> open.add(d.getTargetClass()));
      }
    }
    return seen.stream()
        .filter(FILES::containsKey)
        .map(FILES::get)
        .flatMap(source -> pattern.matcher(Repository.text(source)).results());
  }

  private static String className(Path file) {
    return file.toString()
        .replaceFirst(".*/src/main/java/", "")
        .replaceFirst("\\.java$", "")
        .replace('/', '.');
  }
}
