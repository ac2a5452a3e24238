package io.offbeat.detector;

import io.offbeat.model.Reading;
import io.offbeat.model.rules.Aggregate;
import io.offbeat.model.rules.JudgingRules;
import io.offbeat.model.rules.Window;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What is judged of a series in place of its readings, when its rules say so: the rate of a
/// counter, the aggregate of a window, or a window of rates.
///
/// **Counter.** From one reading to the next, `(value - last) / seconds`. A fall from the last
/// quarter of 2^32 or 2^64 to the first is a wrap, any other a reset: it makes no rate. A counter
/// that is where it had been before its fall within five minutes, or with the first reading after
/// these, has only dipped: the rate is that since then, and nothing was reset.
///
/// **Window.** Windows begin at multiples of their length since 1970. The first reading of a later
/// window closes the one before: its aggregate counts at its end, but for a window that had begun
/// before the series was seen, or before the last one ended because the rules gave that another
/// length: a window once open ends as it was to end. Windows without a reading are 0 for a count,
/// [#MOST_EMPTY] of them at most; else nothing. When the rules ask for no window any more, the open
/// one is dropped.
final class Derivation {
  /// Most empty windows of a count in a row: a day of minutes.
  static final int MOST_EMPTY = 1_440;

  private static final Duration DIP = Duration.ofMinutes(5);
  private static final int OPEN = 1;
  private static final int FELL = 2;
  private static final int PARTIAL = 4;
  private static final double[] WRAPS = {0x1p32, 0x1p64};
  private static final double QUARTER = 0.25;
  private static final double NANOS = 1e9;

  private Instant newest = Instant.MIN;
  private double value;
  private @Nullable Fall fall;
  private @Nullable Fall reset;

  /// When the open window ends; null when none is open.
  private @Nullable Instant ends;

  /// Whether only a part of the open window was seen.
  private boolean partial;

  private long readings;
  private double sum;
  private double min;
  private double max;
  private double last;

  /// A counter's fall that is no wrap.
  ///
  /// @param at event time of the last reading before it
  /// @param from its value
  /// @param to the value after it
  record Fall(Instant at, double from, double to) {}

  /// Whether the rules ask for anything but the readings themselves.
  static boolean isAsked(JudgingRules rules) {
    return rules.counter() || rules.window() != null;
  }

  /// What becomes of a reading of the series that is no replay.
  DetectCount outcome(Reading reading) {
    if (reading.at().isBefore(newest)) {
      return DetectCount.LATE;
    }
    return reading.at().equals(newest) && reading.value() == value
        ? DetectCount.REPEAT
        : DetectCount.LEARNED;
  }

  /// The reset that the newest reading has made certain; empty when it has not.
  Optional<Fall> reset() {
    return Optional.ofNullable(reset);
  }

  /// What is to be judged after one more reading, oldest first.
  List<Reading> after(Reading reading, JudgingRules rules) {
    reset = null;
    Reading given = rules.counter() ? rate(reading) : reading;
    newest = reading.at();
    value = reading.value();
    Window window = rules.window();
    if (window == null) {
      ends = null;
    }
    if (given == null) {
      return List.of();
    }
    return window == null ? List.of(given) : windows(given, window);
  }

  private @Nullable Reading rate(Reading reading) {
    if (newest.equals(Instant.MIN) || !reading.at().isAfter(newest)) {
      return null;
    }
    Fall dip = dip(reading);
    if (dip != null) {
      return rate(reading, dip.at(), reading.value() - dip.from());
    }
    double risen = risen(reading.value());
    if (Double.isNaN(risen)) {
      fall = new Fall(newest, value, reading.value());
      return null;
    }
    return rate(reading, newest, risen);
  }

  /// The fall that the reading shows to have been a dip; null when there is none.
  private @Nullable Fall dip(Reading reading) {
    Fall last = fall;
    if (last == null) {
      return null;
    }
    boolean back = reading.value() >= last.from();
    boolean late = reading.at().isAfter(last.at().plus(DIP));
    fall = back || late ? null : last;
    reset = late && !back ? last : null;
    return back ? last : null;
  }

  private static Reading rate(Reading reading, Instant from, double risen) {
    Duration since = Duration.between(from, reading.at());
    double seconds = since.toSeconds() + since.toNanosPart() / NANOS;
    return at(reading, reading.at(), finite(risen / seconds));
  }

  /// How far the counter has risen; NaN when it was reset.
  private double risen(double next) {
    if (next >= value) {
      return next - value;
    }
    for (double wrap : WRAPS) {
      if (value < wrap && value >= (1 - QUARTER) * wrap && next <= QUARTER * wrap) {
        return wrap - value + next;
      }
    }
    return Double.NaN;
  }

  private List<Reading> windows(Reading reading, Window window) {
    Instant start = start(reading.at(), window.every());
    if (ends != null && reading.at().isBefore(ends)) {
      add(reading.value());
      return List.of();
    }
    List<Reading> closed = ends == null ? List.of() : closed(reading, ends, start, window);
    partial = ends == null ? reading.at().isAfter(start) : start.isBefore(ends);
    ends = start.plus(window.every());
    readings = 0;
    add(reading.value());
    return closed;
  }

  /// The open window's aggregate, and the empty windows from its end to the start of the next.
  private List<Reading> closed(Reading reading, Instant end, Instant next, Window window) {
    var closed = new ArrayList<Reading>();
    if (!partial) {
      closed.add(at(reading, end, aggregate(window.aggregate())));
    }
    if (window.aggregate() == Aggregate.COUNT) {
      Instant empty = firstAfter(end, window.every());
      for (int i = 0; !empty.isAfter(next) && i < MOST_EMPTY; i++) {
        closed.add(at(reading, empty, 0));
        empty = empty.plus(window.every());
      }
    }
    return closed;
  }

  /// The end of the first whole window that begins at or after an instant.
  private static Instant firstAfter(Instant at, Duration every) {
    Instant start = start(at, every);
    return start.isBefore(at) ? start.plus(every.multipliedBy(2)) : start.plus(every);
  }

  private static Instant start(Instant at, Duration every) {
    return Instant.ofEpochSecond(
        Math.floorDiv(at.getEpochSecond(), every.toSeconds()) * every.toSeconds());
  }

  private void add(double next) {
    min = readings == 0 ? next : Math.min(min, next);
    max = readings == 0 ? next : Math.max(max, next);
    sum = readings == 0 ? next : sum + next;
    last = next;
    readings++;
  }

  private double aggregate(Aggregate aggregate) {
    return switch (aggregate) {
      case COUNT -> readings;
      case SUM -> finite(sum);
      case MEAN -> finite(sum) / readings;
      case MIN -> min;
      case MAX -> max;
      case LAST -> last;
    };
  }

  /// Sums and rates of the largest numbers overflow.
  private static double finite(double value) {
    return Math.clamp(value, -Double.MAX_VALUE, Double.MAX_VALUE);
  }

  private static Reading at(Reading reading, Instant at, double value) {
    return new Reading(reading.series(), at, value, reading.unit());
  }

  void encode(DataOutput out) throws IOException {
    Instants.encode(newest, out);
    out.writeDouble(value);
    out.writeByte((ends == null ? 0 : OPEN) | (fall == null ? 0 : FELL) | (partial ? PARTIAL : 0));
    if (ends != null) {
      Instants.encode(ends, out);
      out.writeLong(readings);
      out.writeDouble(sum);
      out.writeDouble(min);
      out.writeDouble(max);
      out.writeDouble(last);
    }
    if (fall != null) {
      Instants.encode(fall.at(), out);
      out.writeDouble(fall.from());
      out.writeDouble(fall.to());
    }
  }

  static Derivation decode(DataInput in) throws IOException {
    var derivation = new Derivation();
    derivation.newest = Instants.decode(in);
    derivation.value = in.readDouble();
    int parts = in.readUnsignedByte();
    if (parts > (OPEN | FELL | PARTIAL)) {
      throw new IOException("parts %d of a derived series are not known".formatted(parts));
    }
    if ((parts & OPEN) != 0) {
      derivation.ends = Instants.decode(in);
      derivation.readings = in.readLong();
      derivation.sum = in.readDouble();
      derivation.min = in.readDouble();
      derivation.max = in.readDouble();
      derivation.last = in.readDouble();
    }
    derivation.partial = (parts & PARTIAL) != 0;
    if ((parts & FELL) != 0) {
      derivation.fall = new Fall(Instants.decode(in), in.readDouble(), in.readDouble());
    }
    return derivation;
  }
}
