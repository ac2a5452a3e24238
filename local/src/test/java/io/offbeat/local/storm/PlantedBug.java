package io.offbeat.local.storm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;

/// A bug that people write, planted in a storm.
interface PlantedBug {
  /// One of so many first seeds catches it.
  int SEEDS = 200;

  /// What is wired wrongly.
  Wiring wiring();

  /// A storm that may catch it: what needs a rare race has more of the faults that make it.
  default Plan plan(long seed) {
    return Plan.swarm(seed);
  }

  /// Asserts that a storm does not hold with it.
  default void isCaught() {
    assertThat(LongStream.rangeClosed(1, SEEDS))
        .as("a seed that catches %s", this)
        .anyMatch(seed -> !StormRun.of(plan(seed), wiring()).held());
  }
}
