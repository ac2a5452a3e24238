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
  private final Set<Fault> on;
  private final Map<Fault, Integer> fired = new EnumMap<>(Fault.class);
  private final int most;
  private int total;
  private boolean over;

  /// @param random decides
  /// @param on the kinds that may happen
  /// @param most how many may happen before all is well
  Faults(SplittableRandom random, Set<Fault> on, int most) {
    this.random = random;
    this.on = on.isEmpty() ? EnumSet.noneOf(Fault.class) : EnumSet.copyOf(on);
    this.most = most;
  }

  /// Whether a fault happens here.
  boolean fires(Fault fault) {
    double rate =
        switch (fault) {
          case CRASH_BEFORE, CRASH_AFTER, REFUSED, ANSWER_LOST, STALE_READ -> CALLS;
          case SLOW -> CALLS / 4;
          case ZOMBIE -> 0.5;
          case PARTIAL -> 10 * CALLS;
          case MESSAGE_AGAIN, PRODUCER_RETRY, OVERTAKEN, CLOCK, POISON -> RECORDS;
          case REDELIVERY, RESHARD, DEPLOY, TABLE_OUTAGE, TOPIC_OUTAGE, OFFLINE -> RARE;
        };
    // Drawn in any case, so that a fault less leaves all others where they are.
    boolean hit = random.nextDouble() < rate;
    if (!hit || over || total >= most || !on.contains(fault)) {
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
