package io.offbeat.alert;

/// Keeps poison, so that someone can look at it, and so that it comes back to no queue.
public interface Quarantine {
  /// Keeps an object. A key that already holds one keeps that: the same message makes the same key
  /// and the same bytes.
  ///
  /// @param key where, parts separated by `/`
  /// @param object its bytes
  /// @throws io.offbeat.lambda.TransientFailure when it is not known to be kept
  void keep(String key, byte[] object);
}
