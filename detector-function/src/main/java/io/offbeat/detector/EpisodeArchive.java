package io.offbeat.detector;

/// Keeps episode events for questions that come later.
public interface EpisodeArchive {
  /// Keeps an object. A key that already holds one keeps that.
  ///
  /// @param key where, parts separated by `/`
  /// @param object its bytes
  /// @throws io.offbeat.lambda.TransientFailure when it is not known to be kept
  void keep(String key, byte[] object);
}
