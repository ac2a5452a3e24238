package io.offbeat.ingest.format;

import java.util.List;

/// What a container held.
///
/// @param payloads what it held, in its order
/// @param whole whether nothing stands behind its end
record Opened(List<byte[]> payloads, boolean whole) {
  Opened {
    payloads = List.copyOf(payloads);
  }
}
