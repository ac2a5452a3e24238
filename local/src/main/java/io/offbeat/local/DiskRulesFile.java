package io.offbeat.local;

import io.offbeat.lambda.RulesFile;
import io.offbeat.lambda.TransientFailure;
import io.offbeat.model.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// A rules file on disk, told from its other versions by a hash of what it holds.
public final class DiskRulesFile implements RulesFile {
  private final Path path;

  /// @param path where the file is
  public DiskRulesFile(Path path) {
    this.path = path;
  }

  @Override
  public Optional<Version> otherThan(String tag) {
    try {
      byte[] bytes = Files.readAllBytes(path);
      var version = new Version(Digest.id(new String(bytes, StandardCharsets.ISO_8859_1)), bytes);
      return Optional.of(version).filter(other -> !other.tag().equals(tag));
    } catch (IOException e) {
      throw new TransientFailure("read %s: %s".formatted(path, e.getMessage()), e);
    }
  }
}
