package io.offbeat.local.corpus;

import io.offbeat.local.corpus.LabelledSeries.Window;
import java.util.List;
import java.util.OptionalInt;

/// What a detector found in a series.
///
/// @param series where it looked
/// @param rows the rows that it called anomalous, ascending; those before the first scored one are
///   left out
public record Detections(LabelledSeries series, List<Integer> rows) {
  public Detections {
    int scored = series.firstScored();
    rows = rows.stream().filter(row -> row >= scored).toList();
  }

  /// The first detection in a window.
  OptionalInt first(Window window) {
    return rows.stream().mapToInt(Integer::intValue).filter(window::holds).findFirst();
  }

  /// The detections outside all windows.
  List<Integer> outside() {
    return rows.stream()
        .filter(row -> series.windows().stream().noneMatch(window -> window.holds(row)))
        .toList();
  }
}
