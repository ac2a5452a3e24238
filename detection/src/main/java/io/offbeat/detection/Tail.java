package io.offbeat.detection;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/// How often a series has been how far out: a log-histogram of distances, in units of their own
/// mean, and what it says of the next one.
///
/// Bin `b` counts ratios `r = distance / scale` from `2^((b - 8) / 2)` on, half an octave wide; the
/// first and the last bin take what is beyond. Counts are quarter readings. The surprise of `r` is
/// `-log10 p`, `p` the chance of a ratio at least that large:
///
/// - below the tail, `p` is the share of the counts above `r`, half of `r`'s own bin among them;
/// - in the tail (the bins from `u` on that hold the top 2 %), `p = (c + 2) / (N + 4) * (r /
///   edge(u))^-a`, with `c` of the `N` counts in the tail and `a` Hill's estimate
///   (https://doi.org/10.1214/aos/1176343247), drawn to a prior; never below half of the share
///   seen, for what was seen k times cannot be rarer than that.
///
/// So a spiky series needs a larger spike to surprise than a quiet one. The scale follows the
/// distances with a memory of 200, each cut at 2.5 scales, so that an outlier cannot widen its own
/// measure.
///
/// Empty or young (less than 30 distances): no surprise. Constant: every distance is in the first
/// bin. One pass, constant memory, a few dozen additions and at most one power and one logarithm.
final class Tail {
  /// A whole reading in counts.
  static final int WHOLE = 4;

  /// The largest surprise: beyond one in 10^30 there is nothing left to tell apart.
  static final double MOST = 30;

  private static final int BINS = 32;

  /// The bin of ratio 1: four octaves of calm below, twelve of trouble above.
  private static final int UNIT_BIN = 8;

  /// Distances before the first surprise: as long as the warm-up.
  private static final int YOUNG = 30;

  /// Distances that set the scale as they are: a mean of fewer says nothing to cut by.
  private static final int UNCUT = 7;

  private static final double CUT = Baseline.CUT;
  private static final double MEMORY = Baseline.SLOW;

  /// The share that is the tail: enough to estimate a slope from, far enough out to be one.
  private static final double TAIL_SHARE = 0.02;

  /// The fewest counts that are a tail: eight readings.
  private static final int LEAST_TAIL = 32;

  /// The slope before there is evidence, that of Student's t with three degrees, worth 20 readings.
  private static final double PRIOR_SLOPE = 3;

  private static final double PRIOR_WEIGHT = 20;
  private static final double LEAST_SLOPE = 1;
  private static final double MOST_SLOPE = 6;

  /// What was seen cannot be rarer than this much of its share.
  private static final double SEEN = 0.5;

  /// Counts stay below this, the old ones halved: a memory of 8 to 16 thousand readings.
  private static final int FULL = 65_530;

  /// Width of a bin in natural logarithms, ln 2 / 2.
  private static final double BIN_WIDTH = 0.34657359027997264;

  private static final double SQRT_2 = 1.4142135623730951;

  /// The fraction's bits of an octave's upper half, from the root of 2 on.
  private static final long HALF_OCTAVE = Double.doubleToRawLongBits(SQRT_2) & Powers.FRACTION;

  private final int[] counts = new int[BINS];
  private final boolean adaptive;
  private int total;
  private int seen;
  private float scale;

  private Tail(boolean adaptive, float scale) {
    this.adaptive = adaptive;
    this.scale = scale;
  }

  /// An empty tail that learns its scale.
  static Tail adaptive() {
    return new Tail(true, 0);
  }

  /// An empty tail of distances whose scale is known.
  static Tail ofScale(float scale) {
    return new Tail(false, scale);
  }

  /// The mean distance, but at least the floor.
  double scale(double floor) {
    return Math.max(scale, floor);
  }

  /// How many distances it took in, up to some ten thousands.
  int seen() {
    return seen;
  }

  /// How surprising a distance is: 0 not at all, 3 once in a thousand, at most [#MOST].
  ///
  /// @param distance >= 0
  /// @param floor the smallest scale that means anything, > 0
  double surprise(double distance, double floor) {
    if (seen < YOUNG) {
      return 0;
    }
    double ratio = distance / scale(floor);
    int bin = bin(ratio);
    int above = countsFrom(bin + 1);
    double share = (above + counts[bin] / 2.0) / total;
    boolean inTail = bin > 0 && above < enough();
    double chance = inTail ? Math.max(extrapolate(ratio, tailBin()), SEEN * share) : share;
    return Math.clamp(-Powers.log10(chance), 0, MOST);
  }

  /// Takes in a distance.
  ///
  /// @param weight its weight in quarter readings
  void learn(double distance, double floor, int weight) {
    counts[bin(distance / scale(floor))] += weight;
    total += weight;
    if (total >= FULL) {
      halve();
    }
    seen = Math.min(seen + 1, FULL);
    if (adaptive) {
      double cut = seen > UNCUT ? Math.min(distance, CUT * scale(floor)) : distance;
      scale += (float) (Math.max(1.0 / seen, MEMORY) * (cut - scale));
    }
  }

  /// The distance that all but a share of the distances stay below, by the histogram; 0 when empty.
  double quantile(double share, double floor) {
    double wanted = share * total;
    double above = 0;
    for (int b = BINS - 1; b >= 0; b--) {
      if (counts[b] > 0 && above + counts[b] >= wanted) {
        double inside = (wanted - above) / counts[b];
        return scale(floor) * Powers.exp2((b + 1 - UNIT_BIN - inside) / 2);
      }
      above += counts[b];
    }
    return 0;
  }

  /// Forgets half of how often this distance was exceeded: an anomaly taught it.
  void reject(double distance, double floor) {
    for (int b = bin(distance / scale(floor)); b < BINS; b++) {
      total -= counts[b] - counts[b] / 2;
      counts[b] /= 2;
    }
  }

  private double extrapolate(double ratio, int tail) {
    double share = (countsFrom(tail) + 2.0) / (total + 4);
    return share * Powers.pow(ratio / edge(tail), -steepness(tail));
  }

  /// Hill's estimate of the tail's slope, drawn to the prior.
  private double steepness(int tail) {
    double inTail = 0;
    double logs = 0;
    for (int b = tail; b < BINS; b++) {
      inTail += counts[b];
      logs += counts[b] * BIN_WIDTH * (b - tail + 0.5);
    }
    double slope = (inTail / WHOLE + PRIOR_WEIGHT) / (logs / WHOLE + PRIOR_WEIGHT / PRIOR_SLOPE);
    return Math.clamp(slope, LEAST_SLOPE, MOST_SLOPE);
  }

  /// The highest bin with enough counts from it on; bin 1 when there is none.
  private int tailBin() {
    double enough = enough();
    int sum = 0;
    for (int b = BINS - 1; b > 1; b--) {
      sum += counts[b];
      if (sum >= enough) {
        return b;
      }
    }
    return 1;
  }

  /// How many counts are a tail.
  private double enough() {
    return Math.max(TAIL_SHARE * total, LEAST_TAIL);
  }

  private int countsFrom(int first) {
    int sum = 0;
    for (int b = first; b < BINS; b++) {
      sum += counts[b];
    }
    return sum;
  }

  private void halve() {
    total = 0;
    for (int b = 0; b < BINS; b++) {
      counts[b] /= 2;
      total += counts[b];
    }
  }

  /// `floor(2 log2 r) + 8` within the histogram, read off the number's exponent: exact everywhere.
  private static int bin(double ratio) {
    int octave = Math.getExponent(ratio);
    int half = (Double.doubleToRawLongBits(ratio) & Powers.FRACTION) >= HALF_OCTAVE ? 1 : 0;
    return Math.clamp(2 * octave + half + UNIT_BIN, 0, BINS - 1);
  }

  /// The lower end of a bin, `2^((b - 8) / 2)`.
  private static double edge(int bin) {
    int halves = bin - UNIT_BIN;
    return Math.scalb(halves % 2 == 0 ? 1 : SQRT_2, Math.floorDiv(halves, 2));
  }

  void encode(DataOutput out) throws IOException {
    Varint.write(out, seen);
    out.writeFloat(scale);
    int used = BINS;
    while (used > 0 && counts[used - 1] == 0) {
      used--;
    }
    Varint.write(out, used);
    for (int b = 0; b < used; b++) {
      Varint.write(out, counts[b]);
    }
  }

  /// Restores what [#encode] wrote into this empty tail.
  void decode(DataInput in) throws IOException {
    seen = Varint.read(in);
    scale = in.readFloat();
    int used = Varint.read(in);
    if (used > BINS) {
      throw new IOException("a tail of %d bins".formatted(used));
    }
    for (int b = 0; b < used; b++) {
      counts[b] = Varint.read(in);
      total += counts[b];
    }
  }
}
