package io.offbeat.ingest.format;

/// What wraps payloads, and says nothing of their format.
sealed interface Container permits Gzip, Zlib, Zstd, KplAggregate {
  /// Whether these bytes are such a container.
  boolean recognises(byte[] bytes);

  /// Opens it.
  Opened open(byte[] bytes) throws Unopened;

  /// A container that cannot be opened, now or ever.
  final class Unopened extends Exception {
    private static final long serialVersionUID = 1;

    private final Violation violation;

    Unopened(Violation violation) {
      super(violation.label());
      this.violation = violation;
    }

    /// Why not.
    Violation violation() {
      return violation;
    }
  }
}
