package io.offbeat.detection;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/// Where a series is: a slow level, a smoothed one beside it, and the resolution of its values.
final class Level {
  /// Readings that set the slow level as they are.
  private static final int UNCUT = 10;

  /// Readings that are away, while the smoothed level is, before the slow one follows at once: half
  /// a day of five minute readings is a new normal.
  private static final int SNAP = 120;

  /// The smallest scale: a thousandth of the level, half the finest step seen, or the least of all.
  private static final double LEAST_RELATIVE_SCALE = 0.001;

  private static final double STEP_SHARE = 0.5;

  /// By this the finest step grows with each change: a rounding accident is forgotten.
  private static final double STEP_GROWTH = 1.0005;

  private double last;
  private double slow;
  private double mid;
  private int away;
  private float step;

  void start(double value) {
    last = slow = mid = value;
  }

  double slow() {
    return slow;
  }

  /// Whether a value is the newest one again.
  boolean repeats(double value) {
    return value == last;
  }

  /// The smoothed level with another reading; after a gap it starts anew.
  double mid(double value, boolean gap) {
    return gap ? value : mid + Baseline.MID * (value - mid);
  }

  /// The smallest change of value that the series has shown lately, this reading's among them: its
  /// resolution; 0 while it is constant.
  float step(double value) {
    double change = Math.abs(value - last);
    if (change == 0) {
      return step;
    }
    return (float) (step == 0 ? change : Math.min(change, step * STEP_GROWTH));
  }

  /// The smallest scale that means anything, > 0.
  double floor() {
    return floor(step);
  }

  /// [#floor()] when the finest step is this.
  double floor(float finest) {
    double resolution = Math.max(LEAST_RELATIVE_SCALE * Math.abs(slow), STEP_SHARE * finest);
    return Math.max(resolution, Baseline.LEAST_SCALE);
  }

  /// The slow level is a running mean first, and follows an outlier no further than the cut.
  ///
  /// @param cut distance beyond which a reading counts as this far
  void learn(Look look, double cut) {
    double distance = look.value() - slow;
    double change = look.readings() < UNCUT ? distance : Math.clamp(distance, -cut, cut);
    slow += Math.max(1.0 / (look.readings() + 1), Baseline.SLOW) * change;
    mid = look.mid();
    step = look.step();
    last = look.value();
    // After a giant spike the smoothed level is away for long, and the readings are back at once.
    int also = Math.abs(distance) > cut ? 1 : 0;
    away = Math.abs(mid - slow) > cut ? away + also : 0;
    if (away == SNAP) {
      slow = mid;
      away = 0;
    }
  }

  void encode(DataOutput out) throws IOException {
    out.writeDouble(last);
    out.writeDouble(slow);
    out.writeDouble(mid);
    Varint.write(out, away);
    out.writeFloat(step);
  }

  /// Restores what [#encode] wrote.
  void decode(DataInput in) throws IOException {
    last = in.readDouble();
    slow = in.readDouble();
    mid = in.readDouble();
    away = Varint.read(in);
    step = in.readFloat();
  }
}
