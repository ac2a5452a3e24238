package io.offbeat.alert;

import io.offbeat.model.EpisodeEvent;
import io.offbeat.model.Kind;
import io.offbeat.model.SeriesKey;
import io.offbeat.model.Severity;
import io.offbeat.model.wire.EpisodeEventCodec;
import io.offbeat.model.wire.WireFormatException;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Incidents as JSON, as the store keeps them; the version of the store's item is not inside.
///
/// A reader ignores fields it does not know, so a newer writer may add some under the same version.
public final class IncidentCodec {
  /// The version written, and the newest one read.
  public static final int VERSION = 1;

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .build();

  private IncidentCodec() {}

  /// The incident as one line of JSON.
  public static String encode(Incident incident) {
    return JSON.writeValueAsString(Wire.of(incident));
  }

  /// The incident that a line of JSON holds.
  ///
  /// @param json the line
  /// @param version version of the item that it was in
  /// @throws WireFormatException when it holds none, or one of a newer version
  public static Incident decode(String json, long version) {
    try {
      return JSON.readValue(json, Wire.class).incident(version);
    } catch (JacksonException | IllegalArgumentException e) {
      throw new WireFormatException("not an incident: " + e.getMessage(), e);
    }
  }

  private record Wire(
      int version,
      String id,
      String group,
      List<WireSettled> settled,
      List<WireTrouble> troubles,
      Severity alerted,
      boolean resolved,
      List<Alert> outbox) {

    static Wire of(Incident incident) {
      return new Wire(
          VERSION,
          incident.id(),
          incident.group(),
          incident.settled().newestStarts().entrySet().stream()
              .map(entry -> WireSettled.of(entry.getKey(), entry.getValue()))
              .toList(),
          incident.facts().troubles().values().stream().map(WireTrouble::of).toList(),
          incident.alerted(),
          incident.resolved(),
          incident.outbox());
    }

    Incident incident(long itemVersion) {
      if (version > VERSION) {
        throw new IllegalArgumentException(
            "version %d is newer than %d".formatted(version, VERSION));
      }
      var newestStarts = new TreeMap<SeriesKind, Instant>();
      settled.forEach(entry -> newestStarts.put(entry.key(), entry.start()));
      return new Incident(
          id,
          group,
          itemVersion,
          new Settled(newestStarts),
          Facts.of(troubles.stream().map(WireTrouble::trouble).toList()),
          alerted,
          resolved,
          outbox);
    }
  }

  private record WireSettled(String device, String metric, Kind kind, Instant start) {
    static WireSettled of(SeriesKind key, Instant start) {
      return new WireSettled(key.series().device(), key.series().metric(), key.kind(), start);
    }

    SeriesKind key() {
      return new SeriesKind(new SeriesKey(device, metric), kind);
    }
  }

  private record WireTrouble(
      Instant firstStart, double score, double peak, Severity severity, JsonNode newest) {

    static WireTrouble of(Trouble trouble) {
      return new WireTrouble(
          trouble.firstStart(),
          trouble.score(),
          trouble.peak(),
          trouble.severity(),
          JSON.readTree(EpisodeEventCodec.encode(trouble.newest())));
    }

    Trouble trouble() {
      EpisodeEvent event = EpisodeEventCodec.decode(newest.toString());
      return new Trouble(firstStart, score, peak, severity, event);
    }
  }
}
