package io.offbeat.checks.templates;

import io.offbeat.checks.Repository;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What is written in a handler and in all that it depends on.
final class Sources {
  private static final Map<String, Path> FILES =
      Repository.files(Repository.path("."), ".java").stream()
          .filter(file -> file.toString().contains("/src/main/java/"))
          .collect(Collectors.toMap(Sources::className, file -> file, (one, _) -> one));

  private Sources() {}

  /// What a pattern finds in the sources of a class and of all that it depends on.
  static Stream<MatchResult> find(Pattern pattern, String handler) {
    return Reach.of(handler).classes().stream()
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
