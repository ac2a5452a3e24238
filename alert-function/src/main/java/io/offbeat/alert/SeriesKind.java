package io.offbeat.alert;

import io.offbeat.model.EpisodeEvent;
import io.offbeat.model.Kind;
import io.offbeat.model.SeriesKey;
import java.util.Comparator;

/// What an incident's facts are kept by: one series, anomalous in one way.
///
/// @param series the series
/// @param kind in what way it is anomalous
public record SeriesKind(SeriesKey series, Kind kind) implements Comparable<SeriesKind> {
  private static final Comparator<SeriesKind> ORDER =
      Comparator.comparing(SeriesKind::series).thenComparing(SeriesKind::kind);

  /// The series and kind that an event tells of.
  public static SeriesKind of(EpisodeEvent event) {
    return new SeriesKind(event.series(), event.kind());
  }

  @Override
  public int compareTo(SeriesKind other) {
    return ORDER.compare(this, other);
  }
}
