package io.offbeat.ingest.format;

import java.util.List;

/// Readings as our own JSON: one object, an array of objects, or several of these, as a rule a line
/// each. `docs/data-formats.md` has the fields.
final class CanonicalJson implements Format {
  @Override
  public String label() {
    return "canonical";
  }

  /// The first object is ours when it has a value; one without a device too, unless it is somebody
  /// else's.
  @Override
  public boolean recognises(Payload payload) {
    var keys = payload.keys();
    return (keys.contains("device") && hasValue(payload))
        || (keys.contains("metric") && keys.contains("value"));
  }

  private static boolean hasValue(Payload payload) {
    var keys = payload.keys();
    return keys.contains("metric") || keys.contains("value") || keys.contains("values");
  }

  @Override
  public List<Decoded> decode(Payload payload) {
    return JsonDocument.readAll(
        payload,
        (json, places, found) -> new ReadingObject(json, places, payload.arrivedAt()).read(found));
  }
}
