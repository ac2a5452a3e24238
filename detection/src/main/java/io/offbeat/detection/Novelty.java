package io.offbeat.detection;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/// Whether a series has left the range it has ever been in: needs no distribution, and is silent
/// about what was seen before.
///
/// It looks through five views: the value itself, its exponential means with weights 1/4, 1/20 and
/// 1/100, and the deviation from the daily rhythm where that is known. A spike leaves the first's
/// range, a slow climb only the fourth's, a usual value at an unusual time the last's. A view that
/// is `d` outside its range of span `s` is novel by `q / (q + 0.2)`, `q = d / max(s, 1 % of the
/// level)`; novelty is the sum of the views', in [0, 5).
///
/// A range takes in nine tenths of what lies outside, and forgets 1 in 100,000 of its distance to
/// the view each five minutes, half of it in eight months, and at a slower cadence each reading; a
/// slow view as much more slowly. What forgets by the reading calls the same extreme a record time
/// and again in a quick series. 100 readings of warm-up, in which nothing is novel, and as many of
/// the deviation's own.
final class Novelty {
  private static final int VIEWS = 5;
  private static final double[] WEIGHTS = {1, 0.25, 0.05, 0.01, 1};

  /// The view that the drift is told by.
  private static final int STEADY = 2;

  /// The deviation from the rhythm.
  private static final int TIMED = 4;

  private static final int YOUNG = 100;

  /// By this much of its span a view must be outside to be half as novel as can be.
  private static final double HALF = 0.2;

  private static final double LEAST_SPAN = 0.01;
  private static final double TAKEN = 0.9;
  private static final double FORGOTTEN = 1e-5;

  private final double[] views = new double[VIEWS];
  private final float[] lows = new float[VIEWS];
  private final float[] highs = new float[VIEWS];
  private int timed;

  /// The views with another reading.
  ///
  /// @param hour what the rhythm sees of it
  double[] views(double value, Rhythm.Look hour, int readings) {
    double[] next = new double[VIEWS];
    for (int v = 0; v < TIMED; v++) {
      next[v] = views[v] + Math.max(WEIGHTS[v], 1.0 / (readings + 1)) * (value - views[v]);
    }
    next[TIMED] = hour.ready() ? hour.deviation() : Double.NaN;
    return next;
  }

  /// How novel they are.
  ///
  /// @param floor the smallest scale that means anything, > 0
  double of(double[] next, double level, double floor, int readings) {
    double least = Math.max(LEAST_SPAN * Math.abs(level), floor);
    double novelty = 0;
    for (int v = 0; v < VIEWS; v++) {
      double beyond = Math.max(lows[v] - next[v], next[v] - highs[v]);
      if (seen(v, readings) >= YOUNG && beyond > 0) {
        novelty += beyond / (beyond + HALF * Math.max(highs[v] - lows[v], least));
      }
    }
    return novelty;
  }

  private int seen(int view, int readings) {
    return view == TIMED ? timed : readings;
  }

  /// How far a value is outside all that was seen, in spans of that; negative below, 0 inside.
  double beyond(double value, double floor) {
    double span = Math.max(highs[0] - lows[0], floor);
    return (Math.max(0, value - highs[0]) - Math.max(0, lows[0] - value)) / span;
  }

  /// A mean of the last 20 readings.
  static double steady(double[] views) {
    return views[STEADY];
  }

  void start(double value) {
    for (int v = 0; v < TIMED; v++) {
      views[v] = value;
      lows[v] = highs[v] = (float) value;
    }
  }

  /// Learns the views of the newest reading.
  ///
  /// @param share the share of five minutes that it stands for, in [0, 1]
  void learn(double[] next, int readings, double share) {
    for (int v = 0; v < TIMED; v++) {
      learn(v, next[v], readings, share);
    }
    if (!Double.isNaN(next[TIMED])) {
      learn(TIMED, next[TIMED], timed, share);
      timed = Math.min(timed + 1, YOUNG);
    }
  }

  private void learn(int v, double view, int seen, double share) {
    double taken = seen < YOUNG ? 1 : TAKEN;
    double forgotten = FORGOTTEN * WEIGHTS[v] * share;
    views[v] = view;
    highs[v] += (float) ((view > highs[v] ? taken : forgotten) * (view - highs[v]));
    lows[v] += (float) ((view < lows[v] ? taken : forgotten) * (view - lows[v]));
  }

  /// Forgets how far readings were from a rhythm that is no longer the one they are told by.
  void forgetRhythm() {
    lows[TIMED] = 0;
    highs[TIMED] = 0;
    timed = 0;
  }

  /// Takes a value for one that was seen twice in a row, in every view.
  void accept(double value, double level) {
    for (int v = 0; v < TIMED; v++) {
      float reached = (float) (level + Math.min(1, 2 * WEIGHTS[v]) * (value - level));
      highs[v] = Math.max(highs[v], reached);
      lows[v] = Math.min(lows[v], reached);
    }
  }

  /// Takes a value, and what is beyond it on its side of the level, for one never seen.
  void reject(double value, double level) {
    float middle = (float) ((value + level) / 2);
    highs[0] = value > level ? Math.min(highs[0], middle) : highs[0];
    lows[0] = value < level ? Math.max(lows[0], middle) : lows[0];
  }

  void encode(DataOutput out) throws IOException {
    for (int v = 0; v < VIEWS; v++) {
      out.writeFloat(lows[v]);
      out.writeFloat(highs[v]);
    }
    for (int v = 0; v < TIMED; v++) {
      out.writeDouble(views[v]);
    }
    out.writeByte(timed);
  }

  void decode(DataInput in) throws IOException {
    for (int v = 0; v < VIEWS; v++) {
      lows[v] = in.readFloat();
      highs[v] = in.readFloat();
    }
    for (int v = 0; v < TIMED; v++) {
      views[v] = in.readDouble();
    }
    timed = in.readUnsignedByte();
  }
}
