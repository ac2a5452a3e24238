package io.offbeat.local.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/// Opens the files that a command line names.
final class InputFiles {
  private InputFiles() {}

  /// The file's bytes.
  ///
  /// @throws ParameterException when there is no such file
  /// @throws InputFailure when it cannot be read
  static InputStream open(Path file, CommandLine command) {
    if (!Files.exists(file)) {
      throw new ParameterException(command, "no such file: " + file);
    }
    if (Files.isDirectory(file)) {
      throw new InputFailure("%s is a directory, not a file".formatted(file));
    }
    try {
      return Files.newInputStream(file);
    } catch (AccessDeniedException e) {
      throw new InputFailure("%s may not be read: permission denied".formatted(file), e);
    } catch (IOException e) {
      throw failure(file, e);
    }
  }

  /// The files under a folder, in order.
  ///
  /// @throws InputFailure when it cannot be read
  static List<Path> under(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException | UncheckedIOException e) {
      throw new InputFailure("%s cannot be read: %s".formatted(folder, e.getMessage()), e);
    }
  }

  /// What to say when reading a file fails midway.
  static InputFailure failure(Path file, IOException e) {
    return new InputFailure("%s cannot be read: %s".formatted(file, e.getMessage()), e);
  }
}
