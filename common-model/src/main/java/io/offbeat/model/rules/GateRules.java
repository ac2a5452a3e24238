package io.offbeat.model.rules;

import io.offbeat.model.Range;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the ingest function does to a series' readings before it forwards them.
///
/// @param hardRange where a reading can be at all: outside it is a violation; null: anywhere. With
///   `"breach": "alert"` the range is judging's, not the gate's
/// @param sentinels values that mean "no reading": counted, never forwarded
/// @param unit the unit of every reading, whatever its producer says; empty: as the producer says
/// @param arrivalClock whether a reading counts from its arrival, whatever time it tells
/// @param lateness how old a reading may be when it arrives and still be judged
/// @param decimalComma whether a value in a text has a comma before its fraction, as `"21,5"`
public record GateRules(
    @Nullable Range hardRange,
    Set<Double> sentinels,
    String unit,
    boolean arrivalClock,
    Duration lateness,
    boolean decimalComma) {
  /// Oldest reading that is judged when no rule says otherwise.
  public static final Duration LATENESS = Duration.ofDays(14);

  /// What holds for a series that no rule matches.
  public static final GateRules DEFAULT = new GateRules(null, Set.of(), "", false, LATENESS, false);

  public GateRules {
    sentinels = Set.copyOf(sentinels);
  }
}
