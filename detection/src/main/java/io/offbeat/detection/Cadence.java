package io.offbeat.detection;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/// How often a series reports: a winsorised moving average of the time between its readings.
///
/// @param seconds the usual time between two readings; 0 while unknown
record Cadence(float seconds) {
  static final Cadence UNKNOWN = new Cadence(0);

  /// Memory of about 20 intervals: a changed cadence is noticed within the hour.
  private static final double MEMORY = 0.05;

  /// An interval counts at most as this many usual ones more, or less.
  private static final double CUT = 3;

  /// A silence this many times the usual interval is a gap.
  private static final double GAP = 10;

  /// The cadence at which the threshold was set, and how far it is corrected from there: the
  /// operator counts false alarms by the week, so a series that reports ten times as often must be
  /// ten times as sure. Beyond 1 s and 50 min there is no evidence for more.
  private static final double REFERENCE_SECONDS = 300;

  private static final double LEAST_DECADES = -2.5;
  private static final double MOST_DECADES = 1;

  /// One alarm an episode: the same trouble is not alarmed again for 12 h or 100 readings,
  /// whichever is shorter, but at least 5 readings.
  private static final double REFRACTORY_SECONDS = 12 * 3600;

  private static final int LEAST_REFRACTORY = 5;
  private static final int MOST_REFRACTORY = 100;

  private static final double HOUR_SECONDS = 3600;

  /// The cadence after another interval.
  ///
  /// @param interval seconds since the last reading; none before it changes nothing
  /// @param readings how many there have been
  Cadence after(double interval, int readings) {
    if (!(interval > 0)) {
      return this;
    }
    if (seconds == 0) {
      return new Cadence((float) interval);
    }
    double weight = Math.max(1.0 / readings, MEMORY);
    double change = Math.clamp(interval - seconds, -CUT * seconds, CUT * seconds);
    return new Cadence((float) (seconds + weight * change));
  }

  boolean isGap(double interval) {
    return interval > GAP * seconds;
  }

  /// What to add to a score: decades of cadence relative to five minutes.
  double correction() {
    double decades = Powers.log10(seconds / REFERENCE_SECONDS);
    return Math.clamp(decades, LEAST_DECADES, MOST_DECADES);
  }

  /// How many readings an alarm shadows.
  int refractory() {
    return (int) Math.clamp(REFRACTORY_SECONDS / seconds, LEAST_REFRACTORY, MOST_REFRACTORY);
  }

  /// The share of the reference, five minutes, that one reading stands for; at most 1.
  double share() {
    return Math.min(1, seconds / REFERENCE_SECONDS);
  }

  /// The share of an hour that one reading stands for.
  double hours() {
    return Math.min(1, seconds / HOUR_SECONDS);
  }

  void encode(DataOutput out) throws IOException {
    out.writeFloat(seconds);
  }

  static Cadence decode(DataInput in) throws IOException {
    return new Cadence(in.readFloat());
  }
}
