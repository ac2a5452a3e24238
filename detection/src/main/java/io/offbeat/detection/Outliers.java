package io.offbeat.detection;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/// How often a series has been far out lately. What is far out and seldom is anomalous even where
/// the histogram has seen its like: a fault that comes again is found again. A series that is far
/// out more often than once in five days is a spiky one, and its histogram alone decides.
///
/// @param lately times that it went far out, each worth `e^(-t / 7 days)` after a time t
/// @param out whether the newest reading is in a run of them
record Outliers(float lately, boolean out) {
  static final Outliers NONE = new Outliers(0, false);

  /// Mean distances from normal that are far out: of normal noise, 8.4 standard deviations.
  static final double FAR = 10.5;

  /// A run of them lasts while readings are this far out: one that hovers about [#FAR], as the
  /// level follows an outage, is one.
  private static final double STILL = 7;

  /// Distances before their mean is one to measure by.
  static final int YOUNG = 100;

  /// Twice as far out as [#FAR] is as anomalous as distance alone can be.
  private static final double MOST = 2;

  private static final double MEMORY = 7 * 86_400;
  private static final double LOG2_E = 1.4426950408889634;

  /// Memories after which nothing is left.
  private static final double FORGOTTEN = 100;

  /// Whether another one would be seldom.
  boolean areSeldom(double interval, int distances) {
    return distances >= YOUNG && left(interval) < 1;
  }

  /// How far from normal this many mean distances are, in the unit of [Baseline#THRESHOLD], where
  /// they are seldom.
  static double distance(double times) {
    return Baseline.THRESHOLD * Math.min(MOST, times / FAR);
  }

  /// The outliers with a reading so many mean distances from the level.
  Outliers after(double times, double interval, int distances) {
    boolean far = distances >= YOUNG && times >= (out ? STILL : FAR);
    double left = left(interval);
    return new Outliers((float) (far && !out ? left + 1 : left), far);
  }

  /// The outliers when some more of them count as seen.
  Outliers plus(int more) {
    return new Outliers(lately + more, out);
  }

  private double left(double interval) {
    double memories = Math.clamp(interval / MEMORY, 0, FORGOTTEN);
    return lately == 0 ? 0 : lately * Powers.exp2(-LOG2_E * memories);
  }

  void encode(DataOutput sink) throws IOException {
    sink.writeFloat(lately);
    sink.writeBoolean(out);
  }

  static Outliers decode(DataInput in) throws IOException {
    return new Outliers(in.readFloat(), in.readBoolean());
  }
}
