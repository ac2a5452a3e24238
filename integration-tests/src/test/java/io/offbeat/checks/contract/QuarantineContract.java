package io.offbeat.checks.contract;

import io.offbeat.alert.Quarantine;
import io.offbeat.ingest.Archive;

/// What a [Quarantine] promises: what an [Archive] does.
interface QuarantineContract extends ArchiveContract {
  /// The quarantine, empty at first.
  Quarantine quarantine();

  @Override
  default Archive archive() {
    return quarantine()::keep;
  }
}
