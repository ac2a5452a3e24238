package io.offbeat.alert;

/// Tells people.
public interface AlertPublisher {
  /// Sends an alert.
  ///
  /// @throws io.offbeat.lambda.TransientFailure when it is not known to be sent
  void publish(Alert alert);
}
