package io.offbeat.detector;

import io.offbeat.model.EpisodeEvent;
import io.offbeat.model.EpisodeEvent.Change;
import io.offbeat.model.Kind;
import io.offbeat.model.Range;
import io.offbeat.model.Remark;
import io.offbeat.model.SeriesKey;
import io.offbeat.model.Severity;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What shows that a device cannot be believed: each such fault is told once a day, as an episode
/// that is over as soon as it is told.
final class Faults {
  /// The metric of what there was no room to tell.
  static final String UNTOLD = "offbeat.episodes";

  private static final Duration DAY = Duration.ofDays(1);

  /// Most that are told of a device a day.
  private static final int MOST = 64;

  private static final double SCORE = 0.55;
  private static final double GRADE = 0.1;

  /// When each was last told, by its metric: at most a day ago.
  private final Map<String, Instant> told = new TreeMap<>();

  boolean isEmpty() {
    return told.isEmpty();
  }

  /// Notes what the gate remarked.
  ///
  /// @param about the series that it is about
  /// @param at when the record arrived
  Optional<EpisodeEvent> note(SeriesKey about, Remark remark, Instant at) {
    String why =
        switch (remark) {
          case Remark.Clock(var ahead) ->
              "is %s %s the time: readings count at their arrival"
                  .formatted(length(Math.abs(ahead)), ahead > 0 ? "ahead of" : "behind");
          case Remark.Sentinel(_, var value) ->
              "sent %s, which means that there is no reading".formatted(number(value));
        };
    return note(about, at, remark.value(), why);
  }

  /// Notes that a series' counter began anew.
  ///
  /// @param at when that was certain
  Optional<EpisodeEvent> note(SeriesKey series, Derivation.Fall fall, Instant at) {
    String why =
        "fell from %s to %s: the counter began anew"
            .formatted(number(fall.from()), number(fall.to()));
    return note(series, at, fall.to(), why);
  }

  /// Notes that more happened at once than there was room to tell.
  ///
  /// @param untold how many events were left out
  Optional<EpisodeEvent> noteUntold(String device, int untold, Instant at) {
    String why =
        "made more episodes at once than fit: %d events of them are left out".formatted(untold);
    return note(new SeriesKey(device, UNTOLD), at, untold, why);
  }

  private Optional<EpisodeEvent> note(SeriesKey series, Instant at, double value, String why) {
    told.values().removeIf(last -> !last.isAfter(at.minus(DAY)));
    if (told.size() >= MOST || told.putIfAbsent(series.metric(), at) != null) {
      return Optional.empty();
    }
    var alone = new Range(value, value);
    return Optional.of(
        new EpisodeEvent(
            Change.ENDED,
            series,
            "",
            Kind.FAULTY,
            Severity.LOW,
            at,
            at,
            value,
            value,
            SCORE,
            GRADE,
            alone,
            alone,
            why,
            false,
            false,
            List.of()));
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }

  /// A length of time in its largest whole unit.
  private static String length(double seconds) {
    Duration time = Duration.ofSeconds((long) seconds);
    if (time.toDays() > 0) {
      return time.toDays() + " d";
    }
    if (time.toHours() > 0) {
      return time.toHours() + " h";
    }
    return time.toMinutes() > 0 ? time.toMinutes() + " min" : time.toSeconds() + " s";
  }

  void encode(DataOutput out) throws IOException {
    out.writeInt(told.size());
    for (Map.Entry<String, Instant> entry : told.entrySet()) {
      out.writeUTF(entry.getKey());
      Instants.encode(entry.getValue(), out);
    }
  }

  static Faults decode(DataInput in) throws IOException {
    var faults = new Faults();
    for (int left = in.readInt(); left > 0; left--) {
      faults.told.put(in.readUTF(), Instants.decode(in));
    }
    return faults;
  }
}
