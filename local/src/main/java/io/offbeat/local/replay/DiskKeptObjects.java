package io.offbeat.local.replay;

import io.offbeat.lambda.TransientFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Objects as files under a directory, laid out as in the bucket.
public final class DiskKeptObjects implements KeptObjects {
  private final Path directory;

  /// @param directory where the files are
  public DiskKeptObjects(Path directory) {
    this.directory = directory;
  }

  @Override
  public List<String> keys(String prefix) {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(directory)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> directory.relativize(file).toString())
          .filter(key -> key.startsWith(prefix))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new TransientFailure("list %s: %s".formatted(directory, e), e);
    }
  }

  @Override
  public byte[] read(String key) {
    try {
      return Files.readAllBytes(directory.resolve(key));
    } catch (IOException e) {
      throw new TransientFailure("read %s: %s".formatted(directory.resolve(key), e), e);
    }
  }
}
