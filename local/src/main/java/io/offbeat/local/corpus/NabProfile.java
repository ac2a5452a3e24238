package io.offbeat.local.corpus;

import io.offbeat.local.corpus.LabelledSeries.Window;
import java.util.List;
import java.util.OptionalInt;

/// The score of the Numenta Anomaly Benchmark (Lavin and Ahmad 2015, arXiv:1510.03336), in one of
/// its three profiles.
///
/// Only the earliest detection in a window counts, the more the earlier it comes; each detection
/// outside costs, the more the farther it is behind the last window; each window without one costs.
/// The sum is scaled so that no detection at all scores 0, and each window detected at its first
/// row, with nothing else, 100. It has no lower bound; without any window it is not a number.
public enum NabProfile {
  /// As the benchmark ranks detectors.
  STANDARD(0.11, 1),
  /// A false detection costs twice.
  LOW_FP(0.22, 1),
  /// A missed window costs twice.
  LOW_FN(0.11, 2);

  /// A detection so many lengths of a window behind it has nothing to do with it.
  private static final double FAR = 3;

  private static final double STEEPNESS = 5;

  /// The raw worth of a detection on a window's first row.
  private static final double BEST = sigmoid(-1);

  private final double falseDetection;
  private final double missedWindow;

  NabProfile(double falseDetection, double missedWindow) {
    this.falseDetection = falseDetection;
    this.missedWindow = missedWindow;
  }

  /// The score over all series, at most 100.
  public double score(List<Detections> all) {
    int windows = all.stream().mapToInt(one -> one.series().windows().size()).sum();
    double nothing = -missedWindow * windows;
    double sum = all.stream().mapToDouble(this::sum).sum();
    return 100 * (sum - nothing) / (windows - nothing);
  }

  private double sum(Detections detections) {
    double sum = 0;
    for (Window window : detections.series().windows()) {
      OptionalInt first = detections.first(window);
      sum += first.isPresent() ? worth(window, first.getAsInt()) : -missedWindow;
    }
    for (int row : detections.outside()) {
      sum += falseDetection * cost(detections.series().windows(), row);
    }
    return sum;
  }

  private static double worth(Window window, int row) {
    double position = -(window.last() - row + 1.0) / window.rows();
    return sigmoid(position) / BEST;
  }

  private static double cost(List<Window> windows, int row) {
    return windows.stream()
        .filter(window -> window.last() < row)
        .reduce((_, later) -> later)
        .map(window -> (double) (row - window.last()) / Math.max(1, window.rows() - 1))
        .filter(distance -> distance <= FAR)
        .map(NabProfile::sigmoid)
        .orElse(-1.0);
  }

  /// From 1 far before a window's end to -1 far behind it.
  private static double sigmoid(double position) {
    return 2 / (1 + StrictMath.exp(STEEPNESS * position)) - 1;
  }
}
