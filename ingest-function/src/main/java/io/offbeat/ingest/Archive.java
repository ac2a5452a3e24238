package io.offbeat.ingest;

/// Keeps objects for ever, under keys that name their content.
public interface Archive {
  /// Keeps an object. A key that already holds one keeps that: the same batch makes the same key
  /// and the same bytes.
  ///
  /// @param key where, parts separated by `/`
  /// @param object its bytes
  /// @throws io.offbeat.lambda.TransientFailure when it is not known to be kept
  void keep(String key, byte[] object);
}
