package io.offbeat.checks.contract;

import io.offbeat.checks.emulator.Emulator;
import io.offbeat.checks.emulator.NeedsEmulator;
import io.offbeat.detector.CensusBoard;
import io.offbeat.detector.S3CensusBoard;
import io.offbeat.model.Census;
import io.offbeat.model.wire.CensusCodec;

@NeedsEmulator
class S3CensusBoardIT implements CensusBoardContract {
  private final Emulator emulator = Emulator.get();
  private final String bucket = emulator.bucket();

  @Override
  public CensusBoard board() {
    return new S3CensusBoard(emulator.s3(), bucket);
  }

  @Override
  public Census newest() {
    return CensusCodec.decode(
        emulator.s3().getObjectAsBytes(get -> get.bucket(bucket).key(Census.KEY)).asByteArray());
  }
}
