package io.offbeat.checks.contract;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.offbeat.checks.emulator.Emulator;
import io.offbeat.checks.emulator.NeedsEmulator;
import io.offbeat.detector.EpisodeArchive;
import io.offbeat.detector.S3EpisodeArchive;
import io.offbeat.lambda.TransientFailure;
import org.junit.jupiter.api.Test;

@NeedsEmulator
class S3EpisodeArchiveIT implements EpisodeArchiveContract {
  private final Emulator emulator = Emulator.get();
  private final String bucket = emulator.bucket();

  @Override
  public EpisodeArchive archive() {
    return new S3EpisodeArchive(emulator.s3(), bucket);
  }

  @Override
  public byte[] kept(String key) {
    return emulator.s3().getObjectAsBytes(get -> get.bucket(bucket).key(key)).asByteArray();
  }

  @Test
  void trouble_on_the_way_may_pass() {
    var archive = new S3EpisodeArchive(emulator.s3(Faults.cutOffAfter(0)), bucket);

    assertThatThrownBy(() -> archive.keep("episodes/a", new byte[1]))
        .isInstanceOf(TransientFailure.class);
  }
}
