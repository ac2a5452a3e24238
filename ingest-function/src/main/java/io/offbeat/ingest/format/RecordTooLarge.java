package io.offbeat.ingest.format;

/// A record that costs more memory or time than the function has for one.
final class RecordTooLarge extends RuntimeException {
  private static final long serialVersionUID = 1;

  /// @param most what a record may have at most
  RecordTooLarge(String most) {
    super("a record holds at most %s: send smaller records".formatted(most));
  }
}
