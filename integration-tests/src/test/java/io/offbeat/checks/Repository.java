package io.offbeat.checks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The folder that holds `offbeat`, seen from whichever folder the tests run in.
public final class Repository {
  private static final Path ROOT = find(Path.of("").toAbsolutePath());

  private Repository() {}

  /// A file or folder of the repository.
  public static Path path(String relative) {
    return ROOT.resolve(relative);
  }

  /// The labelled series beside the repository; they may be absent.
  public static Path sharedData() {
    return ROOT.resolve("../shared/data").normalize();
  }

  /// Path of a file as seen from the repository's root, parts separated by `/`.
  public static String relative(Path file) {
    return ROOT.relativize(file).toString().replace('\\', '/');
  }

  /// Files with a suffix under a folder, in order, build output left out.
  public static List<Path> files(Path folder, String suffix) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith(suffix) && Files.isRegularFile(file))
          .filter(file -> !file.toString().matches(".*/(target|node_modules)/.*"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + folder, e);
    }
  }

  /// The text of a file.
  public static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  private static Path find(Path folder) {
    if (Files.exists(folder.resolve("offbeat"))) {
      return folder;
    }
    Path parent = folder.getParent();
    if (parent == null) {
      throw new IllegalStateException("not inside the repository: " + Path.of("").toAbsolutePath());
    }
    return find(parent);
  }
}
