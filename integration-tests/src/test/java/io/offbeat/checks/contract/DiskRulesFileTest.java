package io.offbeat.checks.contract;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.offbeat.lambda.RulesFile;
import io.offbeat.lambda.TransientFailure;
import io.offbeat.local.DiskRulesFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskRulesFileTest implements RulesFileContract {
  @TempDir private Path directory = Path.of("");

  @Override
  public RulesFile file() {
    return new DiskRulesFile(directory.resolve("rules.json"));
  }

  @Override
  public void write(String text) {
    try {
      Files.writeString(directory.resolve("rules.json"), text);
    } catch (IOException e) {
      throw new UncheckedIOException(text, e);
    }
  }

  @Test
  void a_file_that_is_not_there_may_come() {
    assertThatThrownBy(() -> file().otherThan("")).isInstanceOf(TransientFailure.class);
  }
}
