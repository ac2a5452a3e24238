package io.offbeat.detection;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/// Tries whether a series lives by the week: beside the rhythm of a day it learns how far each
/// quarter of a day (six hours) of the week departs from that rhythm, and what knowing that gains.
///
/// A departure is the mean deviation of a quarter's readings, or 0 while that is less than half of
/// a usual one, and follows half of what the next visit shows. What it gains is averaged over a
/// week, and counts in quarters that were visited before; the week is proved when it has been tried
/// for seven days and is worth it. So a week shows from its third on.
///
/// A departure is kept as the upper half of a float, two decimal digits; one that is 0 takes no
/// room, so a series without a week keeps some ten bytes of this.
final class WeekTrial {
  static final double WEEK_HOURS = 7 * 24;

  private static final int QUARTER_HOURS = 6;
  private static final int QUARTERS = (int) WEEK_HOURS / QUARTER_HOURS;

  /// Means smaller than this share of a usual deviation come by chance.
  private static final double LEAST = 0.5;

  /// How far a departure follows a quarter's newest mean.
  private static final double FOLLOWS = 0.5;

  private final short[] departures = new short[QUARTERS];
  private int visited;
  private int marked;
  private int quarter;
  private float sum;
  private float hours;
  private int tried;
  private Gain gain = Gain.NONE;

  /// Whether knowing the quarter of the week has been worth it for a week.
  boolean isProved() {
    return tried >= QUARTERS && gain.isWorthIt();
  }

  /// What knowing the quarter has gained over the last week or so.
  Gain gain() {
    return gain;
  }

  /// Learns a reading.
  ///
  /// @param hour of the week
  /// @param deviation of the reading from what the day predicts
  /// @param usual the mean of such deviations, signs off
  /// @param most what a deviation counts at most
  /// @param share of an hour that the reading stands for
  void learn(int hour, double deviation, double usual, double most, double share) {
    if (hour / QUARTER_HOURS != quarter) {
      close(LEAST * usual);
      quarter = hour / QUARTER_HOURS;
    }
    sum += (float) (share * Math.clamp(deviation, -most, most));
    hours += (float) share;
    if (marked != 0 && isIn(visited)) {
      double without = Math.min(Math.abs(deviation), most);
      double with = Math.min(Math.abs(deviation - departure(quarter)), most);
      gain = gain.after(without, with, share / WEEK_HOURS);
    }
  }

  /// Takes up the quarter that ends.
  private void close(double least) {
    if (hours > 0) {
      boolean again = isIn(visited);
      double known = departure(quarter);
      double follows = again ? FOLLOWS * Math.min(1, hours / QUARTER_HOURS) : 1;
      double next = known + follows * (sum / hours - known);
      mark(Math.abs(next) < least ? 0 : half(next));
      visited |= 1 << quarter;
      tried = marked == 0 ? 0 : Math.min(tried + (again ? 1 : 0), QUARTERS);
      gain = marked == 0 ? Gain.NONE : gain;
    }
    sum = 0;
    hours = 0;
  }

  private void mark(short departure) {
    departures[quarter] = departure;
    int bit = 1 << quarter;
    marked = departure == 0 ? marked & ~bit : marked | bit;
  }

  /// Whether the newest reading's quarter is in a set of them.
  private boolean isIn(int quarters) {
    return (quarters >> quarter & 1) == 1;
  }

  private double departure(int quarter) {
    return Float.intBitsToFloat(departures[quarter] << Short.SIZE);
  }

  private static short half(double value) {
    return (short) (Float.floatToRawIntBits((float) value) >> Short.SIZE);
  }

  /// Writes what was learned.
  void encode(DataOutput out) throws IOException {
    Varint.write(out, visited);
    Varint.write(out, marked);
    out.writeByte(quarter);
    out.writeFloat(sum);
    out.writeFloat(hours);
    if (marked == 0) {
      return;
    }
    Varint.write(out, tried);
    gain.encode(out);
    for (short departure : departures) {
      if (departure != 0) {
        out.writeShort(departure);
      }
    }
  }

  /// Restores what [#encode] wrote into this empty trial.
  ///
  /// @throws IOException when a week has no such quarter
  void decode(DataInput in) throws IOException {
    visited = Varint.read(in);
    marked = Varint.read(in);
    quarter = in.readUnsignedByte();
    if (quarter >= QUARTERS) {
      throw new IOException("quarter %d of a week's %d".formatted(quarter, QUARTERS));
    }
    sum = in.readFloat();
    hours = in.readFloat();
    if (marked == 0) {
      return;
    }
    tried = Varint.read(in);
    gain = Gain.decode(in);
    for (int q = 0; q < QUARTERS; q++) {
      departures[q] = (marked >> q & 1) == 1 ? in.readShort() : 0;
    }
  }
}
