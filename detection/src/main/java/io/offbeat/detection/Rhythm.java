package io.offbeat.detection;

import io.offbeat.model.rules.Season;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;

/// What a series does at each hour of the day, in the series' zone, and how surprising a departure
/// from it is; or at each hour of the week, where the rules say so or a [WeekTrial] has proved it.
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

  /// Visits after which an hour's memory no longer grows: each later one weighs a tenth.
  private static final int MATURE = 9;

  /// An hour follows further than a level does: three times the usual cut.
  private static final double HOUR_CUT = 3 * Baseline.CUT;

  private final float[] hours;
  private final float[] visits;
  private final Tail points = Tail.adaptive();
  private final Tail smoothed = Tail.adaptive();
  private final WeekTrial trial = new WeekTrial();
  private double level;
  private double smooth;
  private Gain gain = Gain.NONE;
  private Gain week;

  private Rhythm(int hours, Gain week) {
    this.hours = new float[hours];
    this.visits = new float[hours];
    this.week = week;
  }

  /// A day's, of which nothing is known.
  static Rhythm fresh() {
    return new Rhythm(HOURS, Gain.NONE);
  }

  /// A reading as the rhythm sees it.
  ///
  /// @param week hour of the week
  /// @param hour hour of the day or week, whichever it has
  /// @param ready whether the hour is known
  /// @param centre what is usual at the hour
  /// @param deviation from that
  /// @param smooth the smoothed deviation
  /// @param point surprise at the deviation
  /// @param shift surprise at the smoothed deviation
  record Look(
      int week,
      int hour,
      boolean ready,
      double centre,
      double deviation,
      double smooth,
      double point,
      double shift) {}

  /// The rhythm to go on with: of a day or of a week, whichever is asked for; left to itself, a
  /// week's once it is proved, until it has not been worth it over a week. It starts from nothing
  /// where it is another, since the weekend is in a day's hours.
  Rhythm following(Season season) {
    boolean weekly =
        switch (season) {
          case AUTO -> isWeekly() ? week.isWorthIt() : trial.isProved();
          case WEEKLY -> true;
          case NONE, DAILY -> false;
        };
    if (weekly == isWeekly()) {
      return this;
    }
    return weekly ? new Rhythm(DAYS * HOURS, trial.gain()) : fresh();
  }

  private boolean isWeekly() {
    return hours.length > HOURS;
  }

  Look look(Instant at, ZoneId zone, double value, boolean gap, double floor) {
    int week = weekHour(at, zone);
    int hour = week % hours.length;
    if (visits[hour] < 1) {
      return new Look(week, hour, false, 0, 0, smooth, 0, 0);
    }
    double centre = hours[hour] + level;
    double deviation = value - centre;
    double smoother = gap ? deviation : smooth + Baseline.MID * (deviation - smooth);
    return new Look(
        week,
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
    return hours[weekHour(to, zone) % hours.length] - hours[weekHour(from, zone) % hours.length];
  }

  /// Whether knowing the hour helps.
  boolean isAdmitted() {
    return gain.isWorthIt();
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
      learnGain(look, Math.min(distance, most), most, floor, weights.hours);
    }
    learnHour(look.hour, beside, HOUR_CUT * spread, weights.hours);
    if (look.ready) {
      double most = Baseline.CUT * points.scale(floor);
      level += follows(weights.hours) * Math.clamp(look.deviation, -most, most);
      smooth = look.smooth;
    }
  }

  /// The level that the hours of a week share follows as slowly as they do: a weekend is no shift.
  private double follows(double share) {
    return isWeekly() ? Math.min(Baseline.SLOW, share / WeekTrial.WEEK_HOURS) : Baseline.SLOW;
  }

  /// Of the hours, whose gain starts at the first errors, and of the week.
  private void learnGain(Look look, double without, double most, double floor, double share) {
    double with = Math.min(Math.abs(look.deviation), most);
    gain = gain.after(without, with, gain.equals(Gain.NONE) ? 1 : Baseline.SLOW);
    if (isWeekly()) {
      week = week.after(without, with, share / WeekTrial.WEEK_HOURS);
    } else {
      trial.learn(look.week, look.deviation, points.scale(floor), most, share);
    }
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

  private static int weekHour(Instant at, ZoneId zone) {
    long local = at.getEpochSecond() + zone.getRules().getOffset(at).getTotalSeconds();
    long hour = Math.floorDiv(local, HOUR_SECONDS) + EPOCH_DAY * HOURS;
    return (int) Math.floorMod(hour, (long) DAYS * HOURS);
  }

  /// Writes the hours seen; one byte when there is none.
  void encode(DataOutput out) throws IOException {
    if (isWeekly()) {
      Varint.write(out, WEEKLY);
    }
    boolean any = false;
    for (int from = 0; from < hours.length; from += HOURS) {
      any |= encodeDay(out, from);
    }
    if (any) {
      out.writeDouble(level);
      out.writeDouble(smooth);
      gain.encode(out);
      points.encode(out);
      smoothed.encode(out);
    }
    if (isWeekly()) {
      week.encode(out);
    } else if (any) {
      trial.encode(out);
    }
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

  /// Reads what [#encode] wrote.
  ///
  /// @param tried whether weeks were tried when it was written
  static Rhythm decode(DataInput in, boolean tried) throws IOException {
    int visited = Varint.read(in);
    boolean weekly = visited == WEEKLY;
    var rhythm = new Rhythm(weekly ? DAYS * HOURS : HOURS, Gain.NONE);
    boolean any = rhythm.decodeDay(in, weekly ? Varint.read(in) : visited, 0);
    for (int from = HOURS; from < rhythm.hours.length; from += HOURS) {
      any |= rhythm.decodeDay(in, Varint.read(in), from);
    }
    if (any) {
      rhythm.decodeLevel(in);
    }
    if (tried && (weekly || any)) {
      rhythm.decodeWeek(in);
    }
    return rhythm;
  }

  private void decodeLevel(DataInput in) throws IOException {
    level = in.readDouble();
    smooth = in.readDouble();
    gain = Gain.decode(in);
    points.decode(in);
    smoothed.decode(in);
  }

  private void decodeWeek(DataInput in) throws IOException {
    if (isWeekly()) {
      week = Gain.decode(in);
    } else {
      trial.decode(in);
    }
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
