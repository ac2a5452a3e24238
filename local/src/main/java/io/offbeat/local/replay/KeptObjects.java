package io.offbeat.local.replay;

import java.util.List;

/// Objects that the functions kept, to be read back.
public interface KeptObjects {
  /// The keys that begin with a prefix, in order.
  ///
  /// @throws io.offbeat.lambda.TransientFailure when they cannot be listed
  List<String> keys(String prefix);

  /// The object under a key.
  ///
  /// @throws io.offbeat.lambda.TransientFailure when it cannot be read
  byte[] read(String key);
}
