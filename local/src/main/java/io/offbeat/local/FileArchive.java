package io.offbeat.local;

import io.offbeat.ingest.Archive;
import io.offbeat.lambda.TransientFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// Keeps objects as files under a directory, laid out as in the bucket. A file appears whole or not
/// at all.
public final class FileArchive implements Archive {
  private final Path directory;

  /// @param directory where the files go; made when the first one comes
  public FileArchive(Path directory) {
    this.directory = directory;
  }

  @Override
  public void keep(String key, byte[] object) {
    Path file = directory.resolve(key);
    if (Files.exists(file)) {
      return;
    }
    try {
      Path folder = Files.createDirectories(file.toAbsolutePath().getParent());
      Path unfinished = Files.createTempFile(folder, ".", ".unfinished");
      try {
        Files.write(unfinished, object);
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(unfinished);
      }
    } catch (IOException e) {
      throw new TransientFailure("keep %s in the archive: %s".formatted(file, e), e);
    }
  }
}
