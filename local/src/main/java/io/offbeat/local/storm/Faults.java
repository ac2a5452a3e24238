package io.offbeat.local.storm;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/// Decides what goes wrong, and keeps count of it.
final class Faults {
  /// How often a kind of fault that is on fires where it can; what happens rarely, more often.
  private static final double CALLS = 0.01;

  private static final double RECORDS = 0.01;
  private static final double RARE = 0.3;

  private final SplittableRandom random;
  private final Plan plan;
  private final Map<Fault, Integer> fired = new EnumMap<>(Fault.class);
  private int total;
  private long chances;
  private boolean over;

  /// @param random decides
  /// @param plan which faults may happen
  Faults(SplittableRandom random, Plan plan) {
    this.random = random;
    this.plan = plan;
  }

  /// Whether a fault happens here.
  boolean fires(Fault fault) {
    double rate =
        switch (fault) {
          case CRASH_BEFORE, CRASH_AFTER, REFUSED, ANSWER_LOST -> CALLS;
          case SLOW -> CALLS / 4;
          case ZOMBIE -> 0.5;
          case PARTIAL, STALE_READ, MESSAGE_AGAIN -> 10 * CALLS;
          case PRODUCER_RETRY, OVERTAKEN, CLOCK, POISON -> RECORDS;
          case REDELIVERY, RESHARD, DEPLOY, ROLLOUT, OUTAGE, TOPIC_OUTAGE, OFFLINE, SILENT -> RARE;
          case FLEET_SILENT -> RARE / 3;
        };
    // Drawn in any case, so that a fault less leaves all others where they are.
    boolean drawn = random.nextDouble() < rate;
    if (over || !plan.faults().contains(fault)) {
      return false;
    }
    chances++;
    boolean hit = plan.chance() > 0 ? chances == plan.chance() : drawn && total < plan.most();
    if (!hit) {
      return false;
    }
    total++;
    fired.merge(fault, 1, Integer::sum);
    return true;
  }

  /// From here on all is well.
  void end() {
    over = true;
  }

  /// How many there were.
  int total() {
    return total;
  }

  /// How many of each kind there were.
  Map<Fault, Integer> fired() {
    return Map.copyOf(fired);
  }

  /// Some of those to choose from; the same seed chooses the same.
  static Set<Fault> some(SplittableRandom random) {
    var chosen = EnumSet.noneOf(Fault.class);
    for (Fault fault : Fault.values()) {
      if (random.nextBoolean()) {
        chosen.add(fault);
      }
    }
    return chosen;
  }
}
