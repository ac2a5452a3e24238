package io.offbeat.ingest.format;

import io.offbeat.model.Reading;
import java.util.List;

/// What a format finds at one place in a record, in the order in which it stands there.
public sealed interface Decoded {
  /// A reading whose names and value are sound; the gate has yet to see its clock.
  ///
  /// @param reading the reading, at the arrival time when it tells no time of its own
  /// @param form how its number was written
  /// @param rounded whether its number is an integer beyond 2^53, which a double may round
  record Sound(Reading reading, Quantity.Form form, boolean rounded) implements Decoded {}

  /// What should be a reading and can never be one.
  ///
  /// @param breaches every rule that it breaks, at least one
  record Poison(List<Breach> breaches) implements Decoded {
    public Poison {
      breaches = List.copyOf(breaches);
    }
  }

  /// What a format knows and passes over by name: it holds no reading, and breaks no rule. It has
  /// no part in the count of readings.
  ///
  /// @param why why it holds none
  /// @param place what was passed over, as in a [Breach]
  record Skipped(Skip why, String place) implements Decoded {}
}
