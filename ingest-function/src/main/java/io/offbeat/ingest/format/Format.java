package io.offbeat.ingest.format;

import java.util.List;

/// A format in which producers write readings, recognised by content.
sealed interface Format
    permits CanonicalJson,
        CloudWatchLogs,
        EmbeddedMetrics,
        OtlpJson,
        OtlpProtobuf,
        SenMl,
        TelegrafJson,
        AnyJson,
        InfluxLines {
  /// Its name, by which it can be pinned.
  String label();

  /// Whether a payload looks like this format; cheap, and no promise.
  boolean recognises(Payload payload);

  /// All that a payload holds, in its order. Never fails: what cannot be read is poison.
  List<Decoded> decode(Payload payload);
}
