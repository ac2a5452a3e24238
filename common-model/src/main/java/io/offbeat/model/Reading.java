package io.offbeat.model;

import java.time.Instant;

/// One measured value of one series at one instant.
///
/// @param series the series measured
/// @param at event time at the device, UTC
/// @param value finite, in `unit`
/// @param unit unit of the value as its producer names it (UCUM where it can, as `Cel`), empty when
///   none was told
public record Reading(SeriesKey series, Instant at, double value, String unit) {
  public Reading {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("value of %s is not finite: %s".formatted(series, value));
    }
  }
}
