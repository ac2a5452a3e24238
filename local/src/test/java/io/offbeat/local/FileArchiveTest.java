package io.offbeat.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.offbeat.lambda.TransientFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileArchiveTest {
  @TempDir private Path directory = Path.of("");

  @Test
  void an_object_is_a_file_under_its_key_and_nothing_else_is_left() throws IOException {
    new FileArchive(directory).keep("raw/dt=2026-03-10/a", new byte[] {1, 2});

    assertThat(directory.resolve("raw/dt=2026-03-10/a")).hasBinaryContent(new byte[] {1, 2});
    try (Stream<Path> files = Files.walk(directory)) {
      assertThat(files.filter(Files::isRegularFile)).hasSize(1);
    }
  }

  @Test
  void a_key_that_holds_an_object_keeps_it() {
    var archive = new FileArchive(directory);
    archive.keep("raw/a", new byte[] {1});
    archive.keep("raw/a", new byte[] {2});

    assertThat(directory.resolve("raw/a")).hasBinaryContent(new byte[] {1});
  }

  @Test
  void what_cannot_be_kept_is_trouble_that_may_pass_and_names_the_file() throws IOException {
    Files.write(directory.resolve("raw"), new byte[] {1});

    assertThatThrownBy(() -> new FileArchive(directory).keep("raw/a", new byte[] {2}))
        .isInstanceOf(TransientFailure.class)
        .hasMessageContaining(directory.resolve("raw/a").toString());
  }
}
