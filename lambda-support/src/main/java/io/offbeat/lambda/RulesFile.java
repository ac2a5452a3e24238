package io.offbeat.lambda;

import java.nio.ByteBuffer;
import java.util.Optional;

/// Where a rules file is kept.
public interface RulesFile {
  /// One version of the file.
  ///
  /// @param tag tells it from every other version
  /// @param data what the file holds, read-only
  record Version(String tag, ByteBuffer data) {
    /// @param tag tells it from every other version
    /// @param bytes what the file holds
    public Version(String tag, byte[] bytes) {
      this(tag, ByteBuffer.wrap(bytes).asReadOnlyBuffer());
    }

    /// A copy of what the file holds.
    public byte[] bytes() {
      byte[] bytes = new byte[data.remaining()];
      data.duplicate().get(bytes);
      return bytes;
    }
  }

  /// The file's version, when it is another than the one with this tag.
  ///
  /// @param tag of the version that is known, empty when none is
  /// @throws TransientFailure when it cannot be read now
  Optional<Version> otherThan(String tag);
}
