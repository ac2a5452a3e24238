package io.offbeat.local.storm;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.SplittableRandom;

/// What a storm is made of.
///
/// @param seed decides everything
/// @param time how long faults happen
/// @param faults the kinds that may happen
/// @param most how many may happen before all is well
/// @param traced whether each step is to be told
public record Plan(long seed, Duration time, Set<Fault> faults, int most, boolean traced) {
  public Plan {
    faults = Set.copyOf(faults);
  }

  /// Every kind of fault.
  ///
  /// @param seed decides everything
  /// @param time how long faults happen
  public static Plan full(long seed, Duration time) {
    return new Plan(seed, time, EnumSet.allOf(Fault.class), Integer.MAX_VALUE, false);
  }

  /// The kinds of faults that the seed chooses, for as long as a series takes to know itself and a
  /// few troubles to pass.
  public static Plan swarm(long seed) {
    Set<Fault> some = Faults.some(new SplittableRandom(seed));
    return new Plan(seed, Duration.ofMinutes(8), some, Integer.MAX_VALUE, false);
  }

  /// The same with at most so many faults.
  Plan atMost(int faultsAllowed) {
    return new Plan(seed, time, faults, faultsAllowed, traced);
  }

  /// The same, each step told.
  public Plan withTrace() {
    return new Plan(seed, time, faults, most, true);
  }

  /// Whether readings arrive in the order in which they were made.
  boolean isOrdered() {
    return faults.stream().noneMatch(Fault::disorders);
  }
}
