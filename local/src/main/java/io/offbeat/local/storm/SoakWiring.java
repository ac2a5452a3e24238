package io.offbeat.local.storm;

import io.offbeat.ingest.Archive;
import io.offbeat.ingest.ArchiveCodec;
import io.offbeat.ingest.Archived;

/// As the functions are deployed, but with an archive that counts the devices' records that it is
/// given and keeps none: an hour of them does not fit into memory.
public class SoakWiring implements Wiring {
  private final RecordSum archived = new RecordSum();

  @Override
  public Archive archive(Archive sound) {
    return (_, object) ->
        ArchiveCodec.decode(object).stream()
            .map(Archived::record)
            .filter(record -> SoakFleet.isDevice(record.partitionKey()))
            .forEach(archived::add);
  }

  /// The records that the archive was given.
  final RecordSum archived() {
    return archived;
  }
}
