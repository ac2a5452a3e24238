package io.offbeat.lambda;

import java.util.Optional;

/// Where a file of rules is kept.
public interface RulesFile {
  /// One version of the file.
  ///
  /// @param tag tells it from every other version
  /// @param bytes what the file holds
  record Version(String tag, byte[] bytes) {}

  /// The file's version, when it is another than the one with this tag.
  ///
  /// @param tag of the version that is known, empty when none is
  /// @throws TransientFailure when it cannot be read now
  Optional<Version> otherThan(String tag);
}
