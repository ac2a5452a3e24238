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
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// What the sweeps know of the fleet as a whole: whether it has gone silent, which is one episode
/// and not one a device, and when its devices were last counted.
///
/// The fleet is silent when enough devices are due and nothing of any device has arrived for
/// [#QUIET]. Once something arrives again, every device has its whole limit anew: a fleet comes
/// back within minutes, not at once.
///
/// @param silent whether it is
/// @param since arrival time of the newest reading of any device, as of the silence's beginning
/// @param recovered arrival time of the newest reading when the last silence had ended; 1970 when
///   there was none
/// @param counted when its devices were last counted; 1970 before the first time
record Fleet(boolean silent, Instant since, Instant recovered, Instant counted) {
  /// The reserved device that stands for all.
  static final String DEVICE = "offbeat.fleet";

  /// What a silent fleet's episode is about.
  static final SeriesKey SERIES = new SeriesKey(DEVICE, "offbeat.readings");

  static final Fleet UNKNOWN = new Fleet(false, Instant.EPOCH, Instant.EPOCH, Instant.EPOCH);

  /// So many silent devices at once are no chance; in a small fleet all of them, and two at least.
  static final int MANY = 10;

  private static final int FEWEST = 2;

  /// A series is silent a minute after its gap has left its usual range, and never earlier: when
  /// the first is due, a fleet that has stopped as one has been quiet for longer than this.
  private static final Duration QUIET = Duration.ofMinutes(1);

  /// What a sweep sees of all devices.
  ///
  /// @param watched how many are watched for silence
  /// @param due how many of them have left their limit
  /// @param newest arrival time of the newest reading; 1970 when there is none
  /// @param watermark all that arrived before this instant is folded
  record Sight(int watched, int due, Instant newest, Instant watermark) {
    /// What the glances at all devices come to.
    ///
    /// @param recovered when the fleet had last come back
    static Sight of(List<Glance> glances, Instant watermark, Instant recovered) {
      List<Glance> own = glances.stream().filter(g -> !Reserved.isDevice(g.device())).toList();
      List<Glance> watched = own.stream().filter(g -> g.due().isPresent()).toList();
      return new Sight(
          watched.size(),
          (int) watched.stream().filter(g -> g.isDue(watermark, recovered)).count(),
          own.stream()
              .map(Glance::lastArrival)
              .max(Comparator.naturalOrder())
              .orElse(Instant.EPOCH),
          watermark);
    }

    boolean silent() {
      return due >= Math.max(FEWEST, Math.min(MANY, watched))
          && newest.plus(QUIET).isBefore(watermark);
    }
  }

  /// What is known after another sweep; nothing new when another has seen more since.
  Fleet after(Sight sight) {
    if (sight.newest().isBefore(recovered)) {
      return this;
    }
    if (silent) {
      return sight.newest().isAfter(since)
          ? new Fleet(false, since, sight.newest(), counted)
          : this;
    }
    return sight.silent() ? new Fleet(true, sight.newest(), recovered, counted) : this;
  }

  Fleet counted(Instant at) {
    return at.isAfter(counted) ? new Fleet(silent, since, recovered, at) : this;
  }

  /// The event by which this differs from what was known before, if it does.
  Optional<EpisodeEvent> since(Fleet before, Sight sight) {
    if (silent == before.silent()) {
      return Optional.empty();
    }
    String why =
        silent
            ? "nothing has arrived from any device since %s; %d of %d are overdue"
                .formatted(since, sight.due(), sight.watched())
            : "devices report again";
    return Optional.of(
        Limit.event(
            silent ? Change.STARTED : Change.ENDED,
            SERIES,
            Kind.SILENT,
            since,
            silent ? sight.watermark() : sight.newest(),
            silent ? sight.due() : 0,
            new Range(0, Math.max(1, sight.watched())),
            why));
  }

  void encode(DataOutput out) throws IOException {
    out.writeBoolean(silent);
    Instants.encode(since, out);
    Instants.encode(recovered, out);
    Instants.encode(counted, out);
  }

  static Fleet decode(DataInput in) throws IOException {
    return new Fleet(
        in.readBoolean(), Instants.decode(in), Instants.decode(in), Instants.decode(in));
  }
}
