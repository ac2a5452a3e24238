package io.offbeat.ingest.format;

/// A record that holds more than the function's memory could, which only an inflated one can.
final class TooManyReadings extends RuntimeException {
  /// Most readings of a record, poison and what is passed over among them; at some 400 bytes each
  /// while they are decoded.
  static final int MAX = 250_000;

  private static final long serialVersionUID = 1;

  private TooManyReadings() {
    super("a record holds at most %d readings: send smaller records".formatted(MAX));
  }

  /// Passes a number of readings that a record may hold.
  ///
  /// @throws TooManyReadings when there are more
  static void require(int readings) {
    if (readings > MAX) {
      throw new TooManyReadings();
    }
  }
}
