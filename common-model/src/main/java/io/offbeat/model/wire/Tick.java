package io.offbeat.model.wire;

import java.time.Instant;
import java.time.temporal.ChronoField;

/// The units in which a block counts time since 1970; the coarsest one that is exact is used.
enum Tick {
  SECOND(0, 1),
  MILLISECOND(3, 1_000),
  MICROSECOND(6, 1_000_000),
  NANOSECOND(9, 1_000_000_000);

  private static final int NANOS_PER_SECOND = 1_000_000_000;

  private final int decimals;
  private final int perSecond;
  private final int nanos;

  Tick(int decimals, int perSecond) {
    this.decimals = decimals;
    this.perSecond = perSecond;
    this.nanos = NANOS_PER_SECOND / perSecond;
  }

  /// The coarsest unit that counts all of the instants exactly.
  static Tick of(Iterable<Instant> instants) {
    int decimals = 0;
    for (Instant instant : instants) {
      while (instant.get(ChronoField.NANO_OF_SECOND) % withDecimals(decimals).nanos != 0) {
        decimals += 3;
      }
    }
    return withDecimals(decimals);
  }

  /// The unit by its number on the wire: the decimals of a second that it counts.
  static Tick withDecimals(int decimals) {
    return switch (decimals) {
      case 0 -> SECOND;
      case 3 -> MILLISECOND;
      case 6 -> MICROSECOND;
      case 9 -> NANOSECOND;
      default ->
          throw new WireFormatException(
              "expected a unit of time with 0, 3, 6 or 9 decimals, not " + decimals);
    };
  }

  int decimals() {
    return decimals;
  }

  /// How many units after 1970 an instant is.
  long count(Instant instant) {
    try {
      return Math.addExact(
          Math.multiplyExact(instant.getEpochSecond(), (long) perSecond),
          instant.getNano() / nanos);
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException(
          "%s does not fit a count of %ss".formatted(instant, name()), e);
    }
  }

  /// The instant so many units after 1970.
  Instant instant(long count) {
    return Instant.ofEpochSecond(
        Math.floorDiv(count, perSecond), (long) Math.floorMod(count, perSecond) * nanos);
  }
}
