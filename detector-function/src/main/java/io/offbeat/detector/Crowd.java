package io.offbeat.detector;

import io.offbeat.model.EpisodeEvent;
import io.offbeat.model.EpisodeEvent.Change;
import io.offbeat.model.Kind;
import io.offbeat.model.Range;
import io.offbeat.model.SeriesKey;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;

/// A device that has more series than it may: an episode of its own, from the first reading that is
/// refused until none has been for an hour. One incident says so, not one a series.
///
/// It goes by arrival: a device's backlog of many days is one episode, not one an hour.
///
/// @param start arrival time of the first reading refused
/// @param newest arrival time of the newest one
/// @param refused how many were
record Crowd(Instant start, Instant newest, long refused) {
  /// The metric of the episode, on the device itself.
  static final String METRIC = "offbeat.series";

  private static final Duration OVER = Duration.ofHours(1);

  static Crowd of(Instant arrivedAt) {
    return new Crowd(arrivedAt, arrivedAt, 1);
  }

  Crowd with(Instant arrivedAt) {
    return new Crowd(start, arrivedAt.isAfter(newest) ? arrivedAt : newest, refused + 1);
  }

  /// When it is over, if no further reading is refused.
  Instant end() {
    return newest.plus(OVER);
  }

  /// The event that a refused reading makes of it.
  EpisodeEvent started(SeriesKey series) {
    String why =
        "more than %d series: new ones are refused, such as %s"
            .formatted(Device.MAX_SERIES, series.metric());
    return event(Change.STARTED, series.device(), start, why);
  }

  /// The event that it is over.
  EpisodeEvent ended(String device, Instant at) {
    return event(Change.ENDED, device, at, "no series was refused for an hour");
  }

  private EpisodeEvent event(Change change, String device, Instant at, String why) {
    var series = new SeriesKey(device, METRIC);
    var allowed = new Range(0, Device.MAX_SERIES);
    return Limit.event(change, series, Kind.BURST, start, at, (double) refused, allowed, why);
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
