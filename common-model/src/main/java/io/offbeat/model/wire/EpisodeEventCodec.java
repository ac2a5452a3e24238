package io.offbeat.model.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.offbeat.model.EpisodeEvent;
import io.offbeat.model.Kind;
import io.offbeat.model.Range;
import io.offbeat.model.SeriesKey;
import io.offbeat.model.Severity;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Episode events as JSON, one flat object each: the message of the topic `episodes`.
///
/// A reader ignores fields it does not know, and knows what a field means that an older writer left
/// out. So a release adds fields under the same version, and the one before it still reads what it
/// writes; only what the older one would misread takes a new version.
public final class EpisodeEventCodec {
  /// The version written, and the newest one read.
  public static final int VERSION = 1;

  private static final double LEAST_GRADE = 0.01;

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();

  private EpisodeEventCodec() {}

  /// The event as one line of JSON.
  public static String encode(EpisodeEvent event) {
    return JSON.writeValueAsString(Wire.of(event));
  }

  /// The event that a line of JSON holds.
  ///
  /// @throws WireFormatException when it holds none, or one of a newer version
  public static EpisodeEvent decode(String json) {
    try {
      if (!(JSON.readTree(json) instanceof ObjectNode fields)) {
        throw new WireFormatException("not an episode event: no object of JSON");
      }
      complete(fields);
      return JSON.treeToValue(fields, Wire.class).event();
    } catch (JacksonException | IllegalArgumentException e) {
      throw new WireFormatException("not an episode event: " + e.getMessage(), e);
    }
  }

  /// Adds what events of earlier releases did not have, as it was meant.
  private static void complete(ObjectNode fields) {
    if (!fields.has("grade")) {
      double score = fields.path("score").asDouble(0);
      fields.put("grade", Math.clamp(2 * score - 1, LEAST_GRADE, 1));
      fields.set("alertLow", fields.path("low"));
      fields.set("alertHigh", fields.path("high"));
      fields.put("why", "");
      fields.put("historic", false);
    }
    if (!fields.has("accepted")) {
      fields.put("accepted", false);
    }
  }

  private record Wire(
      int version,
      String id,
      EpisodeEvent.Change change,
      String device,
      String metric,
      String unit,
      Kind kind,
      Severity severity,
      Instant start,
      Instant at,
      double value,
      double peak,
      double score,
      double low,
      double high,
      double grade,
      double alertLow,
      double alertHigh,
      String why,
      boolean historic,
      @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean accepted,
      List<Double> recent) {

    static Wire of(EpisodeEvent event) {
      return new Wire(
          VERSION,
          event.episodeId(),
          event.change(),
          event.series().device(),
          event.series().metric(),
          event.unit(),
          event.kind(),
          event.severity(),
          event.start(),
          event.at(),
          event.value(),
          event.peak(),
          event.score(),
          event.usual().low(),
          event.usual().high(),
          event.grade(),
          event.alert().low(),
          event.alert().high(),
          event.why(),
          event.historic(),
          event.accepted(),
          event.recent());
    }

    EpisodeEvent event() {
      if (version > VERSION) {
        throw new IllegalArgumentException(
            "version %d is newer than %d".formatted(version, VERSION));
      }
      if (recent.stream().anyMatch(Objects::isNull)) {
        throw new IllegalArgumentException("recent holds null: " + recent);
      }
      return new EpisodeEvent(
          change,
          new SeriesKey(device, metric),
          unit,
          kind,
          severity,
          start,
          at,
          value,
          peak,
          score,
          grade,
          new Range(low, high),
          new Range(alertLow, alertHigh),
          why,
          historic,
          accepted,
          recent);
    }
  }
}
