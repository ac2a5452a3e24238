package io.offbeat.alert;

import io.offbeat.model.EpisodeEvent;
import io.offbeat.model.Kind;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;

/// Devices that fell ill together: same metric, same kind, same minute.
///
/// @param metric the metric
/// @param kind in what way it is anomalous
/// @param minute the minute in which their episodes started
public record Cohort(String metric, Kind kind, Instant minute) implements Comparable<Cohort> {
  private static final Comparator<Cohort> ORDER =
      Comparator.comparing(Cohort::minute)
          .thenComparing(Cohort::metric)
          .thenComparing(Cohort::kind);

  /// The cohort of an event's episode.
  static Cohort of(EpisodeEvent event) {
    return new Cohort(
        event.series().metric(), event.kind(), event.start().truncatedTo(ChronoUnit.MINUTES));
  }

  @Override
  public int compareTo(Cohort other) {
    return ORDER.compare(this, other);
  }
}
