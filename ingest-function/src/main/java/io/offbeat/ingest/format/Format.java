package io.offbeat.ingest.format;

import java.time.Instant;
import java.util.List;

/// A format in which producers write readings, recognised by content.
sealed interface Format permits CanonicalJson {
  /// Whether a payload looks like this format; cheap, and no promise.
  boolean recognises(byte[] payload);

  /// All that a payload holds, in its order. Never fails: what cannot be read is poison.
  ///
  /// @param payload a record's payload
  /// @param arrivedAt arrival time of the record, for readings without a time of their own
  List<Decoded> decode(byte[] payload, Instant arrivedAt);
}
