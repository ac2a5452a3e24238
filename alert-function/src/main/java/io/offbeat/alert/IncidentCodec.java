package io.offbeat.alert;

import io.offbeat.model.EpisodeEvent;
import io.offbeat.model.Kind;
import io.offbeat.model.SeriesKey;
import io.offbeat.model.Severity;
import io.offbeat.model.wire.EpisodeEventCodec;
import io.offbeat.model.wire.WireFormatException;
import java.time.Instant;
import java.util.Base64;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
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
      List<Integer> devices,
      List<WireCohort> cohorts,
      Instant start,
      Instant newestAt,
      Severity severity,
      WireTold told,
      List<Alert> outbox,
      Optional<Instant> due) {

    static Wire of(Incident incident) {
      Facts facts = incident.facts();
      var devices = new TreeSet<Integer>();
      facts.crowd().cohorts().values().forEach(members -> devices.addAll(members.seen()));
      List<Integer> order = List.copyOf(devices);
      return new Wire(
          VERSION,
          incident.id(),
          incident.group().key(),
          incident.settled().starts().entrySet().stream()
              .map(entry -> WireSettled.of(entry.getKey(), entry.getValue()))
              .toList(),
          facts.troubles().values().stream().map(WireTrouble::of).toList(),
          order,
          facts.crowd().cohorts().entrySet().stream()
              .map(entry -> WireCohort.of(entry.getKey(), entry.getValue(), order))
              .toList(),
          facts.start(),
          facts.newestAt(),
          facts.severity(),
          WireTold.of(incident.told()),
          incident.outbox(),
          Optional.ofNullable(incident.due()));
    }

    Incident incident(long itemVersion) {
      if (version > VERSION) {
        throw new IllegalArgumentException(
            "version %d is newer than %d".formatted(version, VERSION));
      }
      var starts = new TreeMap<SeriesKind, List<Instant>>();
      settled.forEach(entry -> starts.put(entry.key(), entry.starts()));
      var crowd = new TreeMap<Cohort, Crowd.Members>();
      cohorts.forEach(cohort -> crowd.put(cohort.cohort(), cohort.members(devices)));
      var byKey = new TreeMap<SeriesKind, Trouble>();
      troubles.stream().map(WireTrouble::trouble).forEach(t -> byKey.put(t.key(), t));
      return new Incident(
          id,
          Group.parse(group),
          itemVersion,
          new Settled(starts),
          new Facts(byKey, new Crowd(crowd), start, newestAt, severity),
          told.told(),
          outbox,
          due.orElse(null));
    }
  }

  private record WireTold(
      Instant seenAt,
      Optional<Severity> severity,
      Optional<Instant> at,
      Optional<Instant> resolvedAt,
      int reopened,
      int toldReopened,
      int hidden,
      String answeredBy,
      String fleet) {
    static WireTold of(Told told) {
      return new WireTold(
          told.seenAt(),
          Optional.ofNullable(told.severity()),
          Optional.ofNullable(told.at()),
          Optional.ofNullable(told.resolvedAt()),
          told.reopened(),
          told.toldReopened(),
          told.hidden(),
          told.answeredBy(),
          told.fleet());
    }

    Told told() {
      return new Told(
          seenAt,
          severity.orElse(null),
          at.orElse(null),
          resolvedAt.orElse(null),
          reopened,
          toldReopened,
          hidden,
          answeredBy,
          fleet);
    }
  }

  /// @param seen a bit for each device of the incident, in base64
  /// @param ended the same
  private record WireCohort(String metric, Kind kind, Instant minute, String seen, String ended) {
    static WireCohort of(Cohort cohort, Crowd.Members members, List<Integer> order) {
      return new WireCohort(
          cohort.metric(),
          cohort.kind(),
          cohort.minute(),
          bits(members.seen(), order),
          bits(members.ended(), order));
    }

    Cohort cohort() {
      return new Cohort(metric, kind, minute);
    }

    Crowd.Members members(List<Integer> order) {
      return new Crowd.Members(devices(seen, order), devices(ended, order));
    }

    private static String bits(SortedSet<Integer> devices, List<Integer> order) {
      var bits = new BitSet();
      for (int i = 0; i < order.size(); i++) {
        bits.set(i, devices.contains(order.get(i)));
      }
      return Base64.getEncoder().encodeToString(bits.toByteArray());
    }

    private static SortedSet<Integer> devices(String bits, List<Integer> order) {
      var devices = new TreeSet<Integer>();
      BitSet.valueOf(Base64.getDecoder().decode(bits)).stream()
          .mapToObj(order::get)
          .forEach(devices::add);
      return devices;
    }
  }

  private record WireSettled(String device, String metric, Kind kind, List<Instant> starts) {
    static WireSettled of(SeriesKind key, List<Instant> starts) {
      return new WireSettled(key.series().device(), key.series().metric(), key.kind(), starts);
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
