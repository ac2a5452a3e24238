package io.offbeat.checks.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.offbeat.checks.emulator.Emulator;
import io.offbeat.checks.emulator.NeedsEmulator;
import io.offbeat.ingest.Archive;
import io.offbeat.ingest.S3Archive;
import io.offbeat.lambda.TransientFailure;
import org.junit.jupiter.api.Test;

@NeedsEmulator
class S3ArchiveIT implements ArchiveContract {
  private final Emulator emulator = Emulator.get();
  private final String bucket = emulator.bucket();

  @Override
  public Archive archive() {
    return new S3Archive(emulator.s3(), bucket);
  }

  @Override
  public byte[] kept(String key) {
    return emulator.s3().getObjectAsBytes(get -> get.bucket(bucket).key(key)).asByteArray();
  }

  @Test
  void an_object_whose_first_answer_was_lost_is_kept() {
    new S3Archive(emulator.s3(Faults.lostAnswers(1)), bucket).keep("raw/a", "a".getBytes(UTF_8));

    assertThat(kept("raw/a")).asString(UTF_8).isEqualTo("a");
  }

  @Test
  void trouble_on_the_way_may_pass() {
    var archive = new S3Archive(emulator.s3(Faults.cutOffAfter(0)), bucket);

    assertThatThrownBy(() -> archive.keep("raw/a", new byte[1]))
        .isInstanceOf(TransientFailure.class);
  }

  @Test
  void a_bucket_that_is_not_there_may_come() {
    var archive = new S3Archive(emulator.s3(), bucket + "-not");

    assertThatThrownBy(() -> archive.keep("raw/a", new byte[1]))
        .isInstanceOf(TransientFailure.class);
  }
}
