package io.offbeat.detector;

import io.offbeat.model.Census;

/// Where the newest census can be seen by the other functions.
public interface CensusBoard {
  /// Shows a census in place of the one before.
  ///
  /// @throws io.offbeat.lambda.TransientFailure when it is not known to be there
  void show(Census census);
}
