package io.offbeat.detector;

import io.offbeat.model.EpisodeEvent;
import java.util.List;

/// Tells the topic `episodes` what happened.
public interface EpisodePublisher {
  /// Publishes events.
  ///
  /// @return those that the topic did not take; the others are there, at least once
  /// @throws io.offbeat.lambda.TransientFailure when none is known to be there
  List<EpisodeEvent> publish(List<EpisodeEvent> events);
}
