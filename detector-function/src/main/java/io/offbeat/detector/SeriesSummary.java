package io.offbeat.detector;

import io.offbeat.detection.Episode;
import io.offbeat.model.Range;
import io.offbeat.model.SeriesKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What is to be said of a series' state.
///
/// @param series the series
/// @param unit unit of its values, empty when none was told
/// @param newest event time of its newest reading
/// @param value value of that reading
/// @param arrived when a reading of it last arrived
/// @param mean its rolling mean
/// @param deviation its rolling deviation
/// @param usual where its healthy readings lie now; empty while it is warming up
/// @param alert where the verdict would turn now; empty likewise
/// @param silent whether it has gone silent
/// @param silentAfter after how long without a reading it is silent; empty when it is not watched
/// @param episode the open episode; empty when none is
/// @param recent its newest values, oldest first
public record SeriesSummary(
    SeriesKey series,
    String unit,
    Instant newest,
    double value,
    Instant arrived,
    double mean,
    double deviation,
    Optional<Range> usual,
    Optional<Range> alert,
    boolean silent,
    Optional<Duration> silentAfter,
    Optional<Episode> episode,
    List<Double> recent) {
  public SeriesSummary {
    recent = List.copyOf(recent);
  }
}
