package io.offbeat.alert;

import io.offbeat.model.wire.WireFormatException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// A storm as JSON, as its store keeps it; the version of the store's item is not inside.
public final class StormCodec {
  private static final JsonMapper JSON = new JsonMapper();

  private StormCodec() {}

  private record Wire(
      Map<String, Instant> sent,
      Map<String, Storm.Held> held,
      Optional<Instant> since,
      int digests,
      Optional<Instant> digestAt,
      boolean news) {}

  /// The storm as one line of JSON.
  public static String encode(Storm storm) {
    return JSON.writeValueAsString(
        new Wire(
            storm.sent(),
            storm.held(),
            Optional.ofNullable(storm.since()),
            storm.digests(),
            Optional.ofNullable(storm.digestAt()),
            storm.news()));
  }

  /// The storm that a line of JSON holds.
  ///
  /// @param json the line
  /// @param version version of the item that it was in
  /// @throws WireFormatException when it holds none
  public static Storm decode(String json, long version) {
    try {
      Wire wire = JSON.readValue(json, Wire.class);
      return new Storm(
          version,
          new TreeMap<>(wire.sent()),
          new TreeMap<>(wire.held()),
          wire.since().orElse(null),
          wire.digests(),
          wire.digestAt().orElse(null),
          wire.news());
    } catch (JacksonException | IllegalArgumentException e) {
      throw new WireFormatException("not a storm: " + e.getMessage(), e);
    }
  }
}
