package io.offbeat.alert;

import io.offbeat.model.Census;
import java.util.Optional;

/// Tells how many devices report.
@FunctionalInterface
public interface CensusSource {
  /// Nobody counts.
  CensusSource NONE = Optional::empty;

  /// The newest census; empty when there is none. What it takes to be a fleet depends on it and
  /// nothing else, so it never fails.
  Optional<Census> newest();
}
