package io.offbeat.local.storm;

import io.offbeat.ingest.Archive;
import io.offbeat.ingest.ArchiveCodec;

/// As the functions are deployed, but with an archive that counts the devices' records that it is
/// given and keeps none: an hour of them does not fit into memory.
public class SoakWiring implements Wiring {
  private long archived;

  @Override
  public Archive archive(Archive sound) {
    return (_, object) ->
        archived +=
            ArchiveCodec.decode(object).stream()
                .filter(kept -> SoakFleet.isDevice(kept.record().partitionKey()))
                .count();
  }

  /// How many records the archive was given.
  final long archived() {
    return archived;
  }
}
