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
/// @param chance when the one fault happens of which there is to be no more: at the so manieth
///   chance that there is for one of these kinds; 0: as the seed has it
/// @param devices how many devices there are
/// @param window how long a batch of either stream waits to become full
/// @param outage for how long, at the end of that time, the table of devices answers nothing
/// @param traced whether each step is to be told
public record Plan(
    long seed,
    Duration time,
    Set<Fault> faults,
    int most,
    long chance,
    int devices,
    Duration window,
    Duration outage,
    boolean traced) {
  private static final int DEVICES = 8;

  /// As the templates have it.
  private static final Duration WINDOW = Duration.ofSeconds(1);

  /// As long as a series takes to know itself, and a few troubles to pass.
  private static final Duration SHORT = Duration.ofMinutes(8);

  public Plan {
    faults = Set.copyOf(faults);
  }

  /// Every kind of fault.
  ///
  /// @param seed decides everything
  /// @param time how long faults happen
  public static Plan full(long seed, Duration time) {
    return of(seed, time, EnumSet.allOf(Fault.class));
  }

  /// Nothing goes wrong.
  ///
  /// @param seed decides everything
  /// @param time how long
  public static Plan calm(long seed, Duration time) {
    return new Plan(seed, time, Set.of(), 0, 0, DEVICES, WINDOW, Duration.ZERO, false);
  }

  /// Some kinds of faults.
  ///
  /// @param seed decides everything
  /// @param time how long faults happen
  /// @param faults the kinds that may happen
  public static Plan of(long seed, Duration time, Set<Fault> faults) {
    return new Plan(
        seed, time, faults, Integer.MAX_VALUE, 0, DEVICES, WINDOW, Duration.ZERO, false);
  }

  /// A short storm of the kinds of faults that the seed chooses.
  public static Plan swarm(long seed) {
    return of(seed, SHORT, Faults.some(new SplittableRandom(seed)));
  }

  /// Two devices, and one fault.
  ///
  /// @param fault what happens
  /// @param chance at which of the chances there are for it, from 1 on
  public static Plan single(Fault fault, long chance) {
    return new Plan(1, SHORT, Set.of(fault), 1, chance, 2, WINDOW, Duration.ZERO, false);
  }

  /// Nothing goes wrong, but that the table of devices answers nothing for a while.
  ///
  /// @param outage for how long
  /// @param devices how many devices there are
  public static Plan outage(Duration outage, int devices) {
    return new Plan(1, SHORT.plus(outage), Set.of(), 0, 0, devices, WINDOW, outage, false);
  }

  /// The same with at most so many faults.
  Plan atMost(int faultsAllowed) {
    return new Plan(seed, time, faults, faultsAllowed, chance, devices, window, outage, traced);
  }

  /// The same, each step told.
  public Plan withTrace() {
    return new Plan(seed, time, faults, most, chance, devices, window, outage, true);
  }

  /// The same with another batching window on both streams.
  public Plan withWindow(Duration other) {
    return new Plan(seed, time, faults, most, chance, devices, other, outage, traced);
  }

  /// Whether readings arrive in the order in which they were made.
  boolean isOrdered() {
    return faults.stream().noneMatch(Fault::disorders);
  }
}
