package io.offbeat.model;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/// What the detector says of an episode: neighbouring anomalous readings of one series and kind.
///
/// The same episode always has the same id, and the same event the same [#eventId], whatever was
/// retried; so a repeat is harmless.
///
/// @param change what happened to the episode
/// @param series the series
/// @param unit unit of its values, empty when none was told
/// @param kind in what way it is anomalous
/// @param severity how bad, so far
/// @param start event time of its first anomalous reading
/// @param at event time of the reading that made this event
/// @param value value of that reading
/// @param peak the value furthest from normal so far
/// @param score score of the peak, in [0, 1), 0.5 the threshold
/// @param grade how anomalous the peak is, in (0, 1]
/// @param usual where healthy readings lie, when the episode started
/// @param alert where the verdict turns, when the episode started; `usual` lies inside
/// @param why what sets the peak apart, in a few words of at most 200 characters; may be empty
/// @param historic whether it was over long before its readings arrived, as when a device uploads
///   what it kept while offline: worth a record, not a page
/// @param accepted whether it ended because its readings have come to count as normal, rather than
///   because they are again as they were
/// @param recent values of the newest readings, oldest first, at most 40
public record EpisodeEvent(
    Change change,
    SeriesKey series,
    String unit,
    Kind kind,
    Severity severity,
    Instant start,
    Instant at,
    double value,
    double peak,
    double score,
    double grade,
    Range usual,
    Range alert,
    String why,
    boolean historic,
    boolean accepted,
    List<Double> recent) {

  /// Most values that an event carries.
  public static final int MAX_RECENT = 40;

  /// Longest reason, in characters.
  public static final int MAX_WHY = 200;

  /// What happened to an episode.
  public enum Change {
    /// Its first anomalous reading.
    STARTED,
    /// It became worse: a higher severity.
    ESCALATED,
    /// Its readings are normal again.
    ENDED;

    private final String label = name().toLowerCase(Locale.ROOT);

    /// The name in events and attributes, lower case.
    @JsonValue
    public String label() {
      return label;
    }
  }

  public EpisodeEvent {
    recent = List.copyOf(recent);
    if (!(score >= 0 && score < 1)) {
      throw new IllegalArgumentException("score must be in [0, 1): " + score);
    }
    if (!(grade > 0 && grade <= 1)) {
      throw new IllegalArgumentException("grade must be in (0, 1]: " + grade);
    }
    if (why.length() > MAX_WHY) {
      throw new IllegalArgumentException(
          "a reason has at most %d characters: '%s'".formatted(MAX_WHY, why));
    }
    if (recent.size() > MAX_RECENT) {
      throw new IllegalArgumentException(
          "an event carries at most %d values: %d".formatted(MAX_RECENT, recent.size()));
    }
  }

  /// The same event without the newest values.
  public EpisodeEvent withoutRecent() {
    return new EpisodeEvent(
        change, series, unit, kind, severity, start, at, value, peak, score, grade, usual, alert,
        why, historic, accepted, List.of());
  }

  /// The episode's id: 32 hexadecimal digits, a hash of series, kind and start.
  public String episodeId() {
    return Digest.id(series.device(), series.metric(), kind.label(), start.toString());
  }

  /// The event's id: the episode's, with the change, and for an escalation the severity reached.
  public String eventId() {
    String id = episodeId() + "-" + change.label();
    return change == Change.ESCALATED ? id + "-" + severity.label() : id;
  }
}
