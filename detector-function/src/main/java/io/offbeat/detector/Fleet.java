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
import java.util.function.Predicate;

/// What the sweeps know of the fleet as a whole: whether it has gone silent, which is one episode
/// and not one a device, and when its devices were last counted.
///
/// The fleet is silent when a device is due, and nothing of any device has arrived for so long that
/// about as many should have reported since as did in as long before ([Sight#silent]). Once
/// something arrives again, every device has its whole limit anew: a fleet comes back within
/// minutes, not at once.
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

  /// One device alone is no fleet; of many, so few may be missed by chance, and so many not.
  private static final int FEWEST = 2;

  private static final int QUARTER = 4;
  private static final int MANY = 10;

  /// What a device owes within this time of the newest reading says nothing of what came after.
  private static final Duration QUIET = Duration.ofMinutes(1);

  /// The limit of a device that reports each minute: of one as quick, others that still report are
  /// heard within [#QUIET].
  private static final Duration QUICK = Duration.ofSeconds(150);

  /// Share of its limit after which a device should have reported: a limit is one and a half usual
  /// gaps and a minute, so this is a gap and forty seconds.
  private static final int TWO = 2;

  private static final int THIRDS = 3;

  /// What a sweep sees of all devices.
  ///
  /// @param watched how many are watched for silence
  /// @param due how many of them have left their limit
  /// @param heard from how many of them the newest reading came in the time before the newest of
  ///   all that is as long as the time since
  /// @param missed how many of them should have reported since the newest of all, and have not
  /// @param newest arrival time of the newest reading; 1970 when there is none
  /// @param watermark all that arrived before this instant is folded
  record Sight(int watched, int due, int heard, int missed, Instant newest, Instant watermark) {
    /// What the glances at all devices come to.
    ///
    /// @param recovered when the fleet had last come back
    static Sight of(List<Glance> glances, Instant watermark, Instant recovered) {
      List<Glance> own = glances.stream().filter(g -> !Reserved.isDevice(g.device())).toList();
      List<Glance> watched = own.stream().filter(g -> g.due().isPresent()).toList();
      Instant newest =
          own.stream()
              .map(Glance::lastArrival)
              .max(Comparator.naturalOrder())
              .orElse(Instant.EPOCH);
      Instant before = newest.minus(Duration.between(newest, watermark));
      return new Sight(
          watched.size(),
          count(watched, g -> g.isDue(watermark, recovered)),
          count(watched, g -> g.lastArrival().isAfter(before)),
          count(watched, g -> isMissed(g, newest, watermark, recovered)),
          newest,
          watermark);
    }

    private static int count(List<Glance> glances, Predicate<Glance> what) {
      return (int) glances.stream().filter(what).count();
    }

    private static boolean isMissed(
        Glance glance, Instant newest, Instant watermark, Instant recovered) {
      Instant from = recovered.isAfter(glance.lastArrival()) ? recovered : glance.lastArrival();
      Duration limit = Duration.between(glance.lastArrival(), glance.due().orElseThrow());
      Instant expected = from.plus(limit.multipliedBy(TWO).dividedBy(THIRDS));
      // Of a quick one the limit, with its minute, may be all that is late enough.
      boolean early = limit.compareTo(QUICK) <= 0 && !expected.isAfter(newest.plus(QUIET));
      Instant owed = early ? from.plus(limit) : expected;
      return owed.isAfter(newest.plus(QUIET)) && owed.isBefore(watermark);
    }

    /// Of devices that are not in step, few are due when the first one is. What tells is that
    /// nothing at all came since the newest reading, though about as many should have reported as
    /// did in as long before.
    boolean silent() {
      int enough = Math.clamp(watched / QUARTER, FEWEST, MANY);
      return due > 0 && missed >= enough && missed >= heard - missed;
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
            ? "nothing has arrived from any device since %s; %d of %d should have reported by now"
                .formatted(since, sight.missed(), sight.watched())
            : "devices report again";
    return Optional.of(
        Limit.event(
            silent ? Change.STARTED : Change.ENDED,
            SERIES,
            Kind.SILENT,
            since,
            silent ? sight.watermark() : sight.newest(),
            silent ? sight.missed() : 0,
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
