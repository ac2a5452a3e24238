package io.offbeat.checks.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.offbeat.ingest.Archive;
import io.offbeat.lambda.TransientFailure;
import io.offbeat.local.FileArchive;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileArchiveTest implements ArchiveContract {
  @TempDir private Path directory = Path.of("");

  @Override
  public Archive archive() {
    return new FileArchive(directory.resolve("not there yet"));
  }

  @Override
  public byte[] kept(String key) {
    try {
      return Files.readAllBytes(directory.resolve("not there yet").resolve(key));
    } catch (IOException e) {
      throw new UncheckedIOException(key, e);
    }
  }

  @Test
  void trouble_with_the_directory_may_pass() throws IOException {
    Path file = Files.writeString(directory.resolve("a file"), "in the way");
    var archive = new FileArchive(file);

    assertThatThrownBy(() -> archive.keep("raw/a", "a".getBytes(UTF_8)))
        .isInstanceOf(TransientFailure.class);
  }
}
