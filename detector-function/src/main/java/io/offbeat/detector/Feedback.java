package io.offbeat.detector;

import io.offbeat.model.Reading;
import io.offbeat.model.SeriesKey;
import java.util.Optional;

/// What a person says of a reading: a reading of the same device whose metric is
/// `offbeat.feedback/` and the metric meant, at the instant of the reading meant; 1 for *this was
/// normal*, 0 for *this was an anomaly*. A replay of the stream repeats it.
///
/// @param metric the metric meant
/// @param normal whether the reading was normal
record Feedback(String metric, boolean normal) {
  private static final String PREFIX = "offbeat.feedback/";

  /// The feedback that a reading is; empty when it is an ordinary one.
  static Optional<Feedback> of(Reading reading) {
    SeriesKey series = reading.series();
    return series.metric().startsWith(PREFIX)
        ? Optional.of(
            new Feedback(series.metric().substring(PREFIX.length()), reading.value() != 0))
        : Optional.empty();
  }
}
