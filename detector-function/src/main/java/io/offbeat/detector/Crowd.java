package io.offbeat.detector;

import io.offbeat.model.EpisodeEvent;
import io.offbeat.model.EpisodeEvent.Change;
import io.offbeat.model.Kind;
import io.offbeat.model.Range;
import io.offbeat.model.Reading;
import io.offbeat.model.SeriesKey;
import io.offbeat.model.Severity;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// A device that has more series than it may: an episode of its own, from the first reading that is
/// refused until none has been for an hour. One incident says so, not one a series.
///
/// @param start event time of the first reading refused
/// @param newest event time of the newest one
/// @param refused how many were
record Crowd(Instant start, Instant newest, long refused) {
  /// The metric of the episode, on the device itself.
  static final String METRIC = "offbeat.series";

  private static final Duration OVER = Duration.ofHours(1);

  /// A misnamed metric is worth a look, and no more: the device's known series go on.
  private static final double SCORE = 0.6;

  private static final double GRADE = 0.5;

  static Crowd of(Reading first) {
    return new Crowd(first.at(), first.at(), 1);
  }

  Crowd with(Reading another) {
    Instant later = another.at().isAfter(newest) ? another.at() : newest;
    return new Crowd(start, later, refused + 1);
  }

  /// Whether it is over when a reading comes that is not refused.
  boolean isOverAt(Instant at) {
    return at.isAfter(newest.plus(OVER));
  }

  /// The event that a reading makes of it.
  EpisodeEvent event(Change change, Reading reading) {
    var allowed = new Range(0, Device.MAX_SERIES);
    String why =
        "more than %d series: new ones are refused, such as %s"
            .formatted(Device.MAX_SERIES, reading.series().metric());
    return new EpisodeEvent(
        change,
        new SeriesKey(reading.series().device(), METRIC),
        "",
        Kind.BURST,
        Severity.MEDIUM,
        start,
        reading.at(),
        refused,
        refused,
        SCORE,
        GRADE,
        allowed,
        allowed,
        change == Change.ENDED ? "no series was refused for an hour" : shortened(why),
        false,
        List.of());
  }

  private static String shortened(String why) {
    return why.length() <= EpisodeEvent.MAX_WHY
        ? why
        : why.substring(0, EpisodeEvent.MAX_WHY - 1) + "…";
  }

  void encode(DataOutput out) throws IOException {
    Instants.encode(start, out);
    Instants.encode(newest, out);
    out.writeLong(refused);
  }

  static Crowd decode(DataInput in) throws IOException {
    return new Crowd(Instants.decode(in), Instants.decode(in), in.readLong());
  }
}
