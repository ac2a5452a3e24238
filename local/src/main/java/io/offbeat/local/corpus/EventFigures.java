package io.offbeat.local.corpus;

import io.offbeat.local.corpus.LabelledSeries.Window;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/// Detections counted as people count them: an anomaly is found or missed, a false alarm is one
/// however often it rings. Nothing is point-adjusted.
///
/// @param windows how many anomalies there are
/// @param found how many were detected
/// @param falseEpisodes how many runs of detections lie outside all windows; at most 30 rows apart
///   they are one
/// @param healthyWeeks how long the series were scored outside windows, summed, in weeks
/// @param delay the median over found windows of rows from a window's first to its first detection;
///   0 when none is found
public record EventFigures(
    int windows, int found, int falseEpisodes, double healthyWeeks, double delay) {
  /// False detections at most so many rows apart are one episode.
  private static final int NEAR = 30;

  /// Counts over all series.
  public static EventFigures of(List<Detections> all) {
    int[] delays =
        all.stream()
            .flatMapToInt(one -> one.series().windows().stream().flatMapToInt(w -> delay(one, w)))
            .sorted()
            .toArray();
    return new EventFigures(
        all.stream().mapToInt(one -> one.series().windows().size()).sum(),
        delays.length,
        all.stream().mapToInt(one -> episodes(one.outside())).sum(),
        all.stream().mapToDouble(one -> one.series().healthyWeeks()).sum(),
        median(delays));
  }

  private static IntStream delay(Detections detections, Window window) {
    OptionalInt first = detections.first(window);
    return first.isPresent() ? IntStream.of(first.getAsInt() - window.first()) : IntStream.empty();
  }

  private static int episodes(List<Integer> rows) {
    int episodes = 0;
    for (int i = 0; i < rows.size(); i++) {
      if (i == 0 || rows.get(i) - rows.get(i - 1) > NEAR) {
        episodes++;
      }
    }
    return episodes;
  }

  private static double median(int[] sorted) {
    int middle = sorted.length / 2;
    if (sorted.length == 0) {
      return 0;
    }
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2.0;
  }

  /// The share of anomalies that were found; 0 when there are none.
  public double recall() {
    return share(found, windows);
  }

  /// The share of what was told that was true; 0 when nothing was told.
  public double precision() {
    return share(found, found + falseEpisodes);
  }

  /// The harmonic mean of precision and recall; 0 when nothing was found.
  public double f1() {
    return share(2 * found, found + falseEpisodes + windows);
  }

  /// False episodes a series and week.
  public double falseAWeek() {
    return healthyWeeks > 0 ? falseEpisodes / healthyWeeks : 0;
  }

  private static double share(int part, int whole) {
    return whole == 0 ? 0 : (double) part / whole;
  }
}
