package io.offbeat.local.corpus;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/// A series of which people have said where it is anomalous.
///
/// The first 15 % of its rows, at most 750, are left to the detector to warm up in and are not
/// scored, as in the Numenta Anomaly Benchmark (Lavin and Ahmad 2015, arXiv:1510.03336).
///
/// @param name the file's path in its corpus
/// @param times event time of each row, in the file's order
/// @param windows where it is anomalous, in order; none before the first scored row
public record LabelledSeries(String name, List<Instant> times, List<Window> windows) {
  private static final double WARM_UP = 0.15;
  private static final int LONGEST_WARM_UP = 750;
  private static final double WEEK_SECONDS = Duration.ofDays(7).toSeconds();

  /// Rows that are one anomaly.
  ///
  /// @param first its first row, from 0
  /// @param last its last row
  public record Window(int first, int last) {
    public Window {
      if (!(0 <= first && first <= last)) {
        throw new IllegalArgumentException("a window from row %d to %d".formatted(first, last));
      }
    }

    /// Whether a row lies in it.
    public boolean holds(int row) {
      return first <= row && row <= last;
    }

    /// How many rows it has.
    public int rows() {
      return last - first + 1;
    }
  }

  public LabelledSeries {
    times = List.copyOf(times);
    int scored = firstScored(times.size());
    windows = windows.stream().filter(window -> window.last() >= scored).toList();
  }

  /// The windows of these times.
  ///
  /// @param name the file's path in its corpus
  /// @param times event time of each row
  /// @param spans first and last time of each anomaly; one without a row is left out
  public static LabelledSeries of(String name, List<Instant> times, List<Span> spans) {
    return new LabelledSeries(
        name,
        times,
        spans.stream()
            .map(span ->
                IntStream.range(0, times.size())
                    .filter(row -> span.holds(times.get(row)))
                    .summaryStatistics())
            .filter(rows -> rows.getCount() > 0)
            .map(rows -> new Window(rows.getMin(), rows.getMax()))
            .toList());
  }

  /// From one instant to another, both included.
  public record Span(Instant first, Instant last) {
    boolean holds(Instant at) {
      return !at.isBefore(first) && !at.isAfter(last);
    }
  }

  /// The first row that is scored.
  public int firstScored() {
    return firstScored(times.size());
  }

  private static int firstScored(int rows) {
    return (int) Math.min(WARM_UP * rows, LONGEST_WARM_UP);
  }

  /// How long it is scored outside its windows, in weeks.
  public double healthyWeeks() {
    double seconds = seconds(firstScored(), times.size() - 1);
    for (Window window : windows) {
      seconds -= seconds(Math.max(window.first(), firstScored()), window.last());
    }
    return seconds / WEEK_SECONDS;
  }

  private double seconds(int from, int to) {
    return from < to ? Duration.between(times.get(from), times.get(to)).toSeconds() : 0;
  }
}
