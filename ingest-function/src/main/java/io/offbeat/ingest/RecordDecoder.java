package io.offbeat.ingest;

import io.offbeat.lambda.StreamRecord;
import java.util.List;

/// Decodes records by the first format that recognises them, cheapest test first.
final class RecordDecoder {
  private static final List<Format> FORMATS = List.of(new CanonicalJson());

  private static final List<Decoded> UNRECOGNISED =
      List.of(new Decoded.Poison(List.of(new Breach(Violation.UNRECOGNISED, "", 1))));

  private RecordDecoder() {}

  /// All that a record holds, in its order: the place in the list is the reading's ordinal.
  static List<Decoded> decode(StreamRecord record) {
    byte[] payload = record.bytes();
    for (Format format : FORMATS) {
      if (format.recognises(payload)) {
        return format.decode(payload, record.arrivedAt());
      }
    }
    return UNRECOGNISED;
  }
}
