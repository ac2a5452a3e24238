package io.offbeat.checks.contract;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.offbeat.checks.emulator.Emulator;
import io.offbeat.checks.emulator.NeedsEmulator;
import io.offbeat.lambda.RulesFile;
import io.offbeat.lambda.S3RulesFile;
import io.offbeat.lambda.TransientFailure;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;

@NeedsEmulator
class S3RulesFileIT implements RulesFileContract {
  private final Emulator emulator = Emulator.get();
  private final String bucket = emulator.bucket();

  @Override
  public RulesFile file() {
    return new S3RulesFile(emulator.s3(), bucket, "rules/rules.json");
  }

  @Override
  public void write(String text) {
    emulator
        .s3()
        .putObject(put -> put.bucket(bucket).key("rules/rules.json"), RequestBody.fromString(text));
  }

  @Test
  void a_file_that_is_not_there_may_come() {
    assertThatThrownBy(() -> file().otherThan("")).isInstanceOf(TransientFailure.class);
  }
}
