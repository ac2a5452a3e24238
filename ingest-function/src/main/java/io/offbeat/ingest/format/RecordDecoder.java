package io.offbeat.ingest.format;

import io.offbeat.lambda.StreamRecord;
import java.util.List;

/// Decodes the records of a batch, each by the first format that recognises them, cheapest test
/// first.
public final class RecordDecoder {
  private static final List<Format> FORMATS = List.of(new CanonicalJson());

  private static final List<Decoded> UNRECOGNISED =
      List.of(new Decoded.Poison(List.of(new Breach(Violation.UNRECOGNISED, "", 1))));

  /// All that a record holds, in its order: the place in the list is the reading's ordinal.
  public List<Decoded> decode(StreamRecord record) {
    byte[] payload = record.bytes();
    for (Format format : FORMATS) {
      if (format.recognises(payload)) {
        return format.decode(payload, record.arrivedAt());
      }
    }
    return UNRECOGNISED;
  }
}
