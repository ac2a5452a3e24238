package io.offbeat.local.storm;

import java.util.List;
import java.util.Map;

/// How a storm ended.
///
/// @param plan what it was made of
/// @param broken what did not hold, in words; empty when all did
/// @param fired how many faults of each kind there were
/// @param steps how many steps it took
/// @param hash hash of all steps: the same for the same plan
/// @param trace the steps, when they were asked for
/// @param readings how many readings were accepted
/// @param episodes how many episode events there were
/// @param alerts how many alerts went out
public record Outcome(
    Plan plan,
    List<String> broken,
    Map<Fault, Integer> fired,
    long steps,
    String hash,
    List<String> trace,
    long readings,
    long episodes,
    long alerts) {
  public Outcome {
    broken = List.copyOf(broken);
    fired = Map.copyOf(fired);
    trace = List.copyOf(trace);
  }

  /// Whether all that must hold held.
  public boolean held() {
    return broken.isEmpty();
  }

  /// How many faults there were.
  public int faults() {
    return fired.values().stream().mapToInt(n -> n).sum();
  }
}
