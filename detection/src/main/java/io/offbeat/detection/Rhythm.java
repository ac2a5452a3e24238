package io.offbeat.detection;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;

/// What a series does at each hour of the day, in the series' zone, and how surprising a departure
/// from it is; or at each hour of the week, when the rules say that weeks matter.
///
/// The rhythm has a value an hour and a level that all hours share; a reading's deviation is `d = v
/// - hour - level`. It is measured like the plain distance: as it is, and smoothed. It counts only
///   while it is [#isAdmitted]: knowing the hour must cut the error by 30 %, or a series without a
///   rhythm would be judged by chance patterns.
///
/// An hour is ready when an hour's worth of readings has been seen in it; before, deviations are 0.
final class Rhythm {
  private static final int HOURS = 24;
  private static final int DAYS = 7;

  /// The epoch began on a Thursday; weeks begin on Monday.
  private static final int EPOCH_DAY = 3;

  /// Stands for the days of a week where else the hours of a day are told, of which there are
  /// fewer.
  private static final int WEEKLY = 1 << HOURS;

  private static final int HOUR_SECONDS = 3600;

  /// Knowing the hour must leave at most this much of the error.
  private static final double GATE = 0.7;

  /// Visits after which an hour's memory no longer grows: each later one weighs a tenth.
  private static final int MATURE = 9;

  /// An hour follows further than a level does: three times the usual cut.
  private static final double HOUR_CUT = 3 * Baseline.CUT;

  private float[] hours = new float[HOURS];
  private float[] visits = new float[HOURS];
  private final Tail points = Tail.adaptive();
  private final Tail smoothed = Tail.adaptive();
  private double level;
  private double smooth;
  private float errorWithout;
  private float errorWith;

  /// A reading as the rhythm sees it.
  ///
  /// @param hour hour of the day or week
  /// @param ready whether the hour is known
  /// @param centre what is usual at the hour
  /// @param deviation from that
  /// @param smooth the smoothed deviation
  /// @param point surprise at the deviation
  /// @param shift surprise at the smoothed deviation
  record Look(
      int hour,
      boolean ready,
      double centre,
      double deviation,
      double smooth,
      double point,
      double shift) {}

  /// Whether hours are those of a week from here on. A day's are known on each day of the week; of
  /// a week's, the first day's are a day's.
  void weekly(boolean weekly) {
    int slots = weekly ? DAYS * HOURS : HOURS;
    if (hours.length == slots) {
      return;
    }
    float[] known = hours;
    float[] visited = visits;
    hours = new float[slots];
    visits = new float[slots];
    for (int h = 0; h < slots; h++) {
      hours[h] = known[h % HOURS];
      visits[h] = Math.min(visited[h % HOURS], 1);
    }
  }

  Look look(Instant at, ZoneId zone, double value, boolean gap, double floor) {
    int hour = hour(at, zone);
    if (visits[hour] < 1) {
      return new Look(hour, false, 0, 0, smooth, 0, 0);
    }
    double centre = hours[hour] + level;
    double deviation = value - centre;
    double smoother = gap ? deviation : smooth + Baseline.MID * (deviation - smooth);
    return new Look(
        hour,
        true,
        centre,
        deviation,
        smoother,
        points.surprise(Math.abs(deviation), floor),
        smoothed.surprise(Math.abs(smoother), floor));
  }

  /// How far a value is from all that is usual at an hour, the one before and the one after.
  double beyond(int hour, double value) {
    double usual = hours[hour];
    double before = known((hour + hours.length - 1) % hours.length, usual);
    double after = known((hour + 1) % hours.length, usual);
    double least = Math.min(usual, Math.min(before, after));
    double most = Math.max(usual, Math.max(before, after));
    double beside = value - level;
    return Math.max(0, Math.max(least - beside, beside - most));
  }

  private double known(int hour, double otherwise) {
    return visits[hour] < 1 ? otherwise : hours[hour];
  }

  /// By how much the usual value of one instant's hour exceeds that of another's.
  double between(Instant from, Instant to, ZoneId zone) {
    return hours[hour(to, zone)] - hours[hour(from, zone)];
  }

  /// Whether knowing the hour helps.
  boolean isAdmitted() {
    return errorWith < GATE * errorWithout;
  }

  /// How far from the hour's usual value readings are.
  Tail points() {
    return points;
  }

  /// Learns a reading it has looked at.
  ///
  /// @param distance the reading's from the slow level: the error without a rhythm
  /// @param spread the scale of such distances
  void learn(
      Look look, double value, double distance, double spread, double floor, Weights weights) {
    if (weights.hours == 0) {
      return;
    }
    double beside = value - level - hours[look.hour];
    if (look.ready) {
      double deviation = Math.abs(look.deviation);
      points.learn(deviation, floor, weights.tail);
      smoothed.learn(Math.abs(look.smooth), floor, weights.tail);
      double most = Baseline.CUT * spread;
      learnErrors(Math.min(deviation, most), Math.min(distance, most));
    }
    learnHour(look.hour, beside, HOUR_CUT * spread, weights.hours);
    if (look.ready) {
      double most = Baseline.CUT * points.scale(floor);
      level += Baseline.SLOW * Math.clamp(look.deviation, -most, most);
      smooth = look.smooth;
    }
  }

  /// Moving averages that start at the first errors.
  private void learnErrors(double with, double without) {
    boolean first = errorWith == 0 && errorWithout == 0;
    double weight = first ? 1 : Baseline.SLOW;
    errorWith += (float) (weight * (with - errorWith));
    errorWithout += (float) (weight * (without - errorWithout));
  }

  /// How much a reading teaches.
  ///
  /// @param tail weight for the tails, in quarter readings
  /// @param hours the share of an hour that it stands for
  record Weights(int tail, double hours) {}

  /// A running mean over the first visit, then a moving average.
  private void learnHour(int hour, double beside, double most, double share) {
    double visited = visits[hour];
    hours[hour] +=
        (float)
            (visited < 1
                ? beside * share / (visited + share)
                : Math.max(1 / (visited + 1), 1.0 / (MATURE + 1))
                    * share
                    * Math.clamp(beside, -most, most));
    visits[hour] = (float) Math.min(visited + share, MATURE);
  }

  private int hour(Instant at, ZoneId zone) {
    long local = at.getEpochSecond() + zone.getRules().getOffset(at).getTotalSeconds();
    long hour = Math.floorDiv(local, HOUR_SECONDS) + EPOCH_DAY * HOURS;
    return (int) Math.floorMod(hour, (long) hours.length);
  }

  /// Writes the hours seen; one byte when there is none.
  void encode(DataOutput out) throws IOException {
    if (hours.length > HOURS) {
      Varint.write(out, WEEKLY);
    }
    boolean any = false;
    for (int from = 0; from < hours.length; from += HOURS) {
      any |= encodeDay(out, from);
    }
    if (!any) {
      return;
    }
    out.writeDouble(level);
    out.writeDouble(smooth);
    out.writeFloat(errorWithout);
    out.writeFloat(errorWith);
    points.encode(out);
    smoothed.encode(out);
  }

  /// @return whether any of the day's hours was seen
  private boolean encodeDay(DataOutput out, int from) throws IOException {
    int visited = 0;
    int mature = 0;
    for (int h = 0; h < HOURS; h++) {
      visited |= (visits[from + h] > 0 ? 1 : 0) << h;
      mature |= (visits[from + h] == MATURE ? 1 : 0) << h;
    }
    Varint.write(out, visited);
    if (visited == 0) {
      return false;
    }
    Varint.write(out, mature);
    for (int h = from; h < from + HOURS; h++) {
      if (visits[h] > 0) {
        out.writeFloat(hours[h]);
        if (visits[h] < MATURE) {
          out.writeFloat(visits[h]);
        }
      }
    }
    return true;
  }

  /// Restores what [#encode] wrote into this empty rhythm.
  void decode(DataInput in) throws IOException {
    int visited = Varint.read(in);
    boolean weekly = visited == WEEKLY;
    weekly(weekly);
    boolean any = decodeDay(in, weekly ? Varint.read(in) : visited, 0);
    for (int from = HOURS; from < hours.length; from += HOURS) {
      any |= decodeDay(in, Varint.read(in), from);
    }
    if (!any) {
      return;
    }
    level = in.readDouble();
    smooth = in.readDouble();
    errorWithout = in.readFloat();
    errorWith = in.readFloat();
    points.decode(in);
    smoothed.decode(in);
  }

  /// @return whether any of the day's hours was seen
  private boolean decodeDay(DataInput in, int visited, int from) throws IOException {
    if (visited == 0) {
      return false;
    }
    int mature = Varint.read(in);
    for (int h = 0; h < HOURS; h++) {
      if ((visited >> h & 1) == 1) {
        hours[from + h] = in.readFloat();
        visits[from + h] = (mature >> h & 1) == 1 ? MATURE : in.readFloat();
      }
    }
    return true;
  }
}
