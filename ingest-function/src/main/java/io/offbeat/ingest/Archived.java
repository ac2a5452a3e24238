package io.offbeat.ingest;

import io.offbeat.ingest.format.Breach;
import io.offbeat.lambda.StreamRecord;
import java.util.List;

/// A record as the archive or the quarantine keeps it.
///
/// @param record the record as it came
/// @param breaches in the quarantine every rule that it breaks; in the archive none
public record Archived(StreamRecord record, List<Breach> breaches) {
  public Archived {
    breaches = List.copyOf(breaches);
  }

  /// A record for the archive.
  static Archived of(StreamRecord record) {
    return new Archived(record, List.of());
  }
}
