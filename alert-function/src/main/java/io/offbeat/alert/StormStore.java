package io.offbeat.alert;

import java.util.Optional;

/// Keeps what a topic has had of alerts lately.
public interface StormStore {
  /// What is known; [Storm#NONE] when nothing is.
  ///
  /// @throws io.offbeat.lambda.TransientFailure when it cannot be read
  Storm load();

  /// Saves it, if the version it was loaded with is still the newest.
  ///
  /// @return as saved, with its new version, or empty when another was faster: load it again
  /// @throws io.offbeat.lambda.TransientFailure when it is not known to be saved
  Optional<Storm> save(Storm storm);
}
