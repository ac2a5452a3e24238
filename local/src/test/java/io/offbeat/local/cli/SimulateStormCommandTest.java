package io.offbeat.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SimulateStormCommandTest {
  @Test
  void a_storm_tells_what_went_wrong_and_that_all_held() {
    Ran ran = Ran.offbeat("simulate", "storm", "--seed", "7");

    assertThat(ran.exitCode()).isZero();
    assertThat(ran.out())
        .contains("Storm          seed 7, 60 min", "crash-before", "Latency        99 of 100")
        .contains("Held           nothing lost, nothing twice");
  }

  @Test
  void a_storm_too_short_for_every_fault_says_so() {
    Ran ran = Ran.offbeat("simulate", "storm", "--minutes", "1");

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.out()).contains("Too short      these never happened: ");
  }

  @Test
  void a_trace_tells_each_step() {
    Ran ran = Ran.offbeat("simulate", "storm", "--calm", "--minutes", "2", "--trace");

    assertThat(ran.exitCode()).isZero();
    assertThat(ran.out()).contains("ingest-1 calls bucket", "the storm is over");
    assertThat(ran.out()).contains("Faults         0:");
  }

  @Test
  void a_swarm_is_so_many_storms() {
    Ran ran = Ran.offbeat("simulate", "storm", "--seed", "3", "--swarm", "4");

    assertThat(ran.exitCode()).isZero();
    assertThat(ran.out()).contains("Swarm          4 storms, seeds 3 to 6", "Held");
  }

  @Test
  void nonsense_is_refused_with_the_way_out() {
    assertThat(Ran.offbeat("simulate", "storm", "--minutes", "0").err())
        .contains("--minutes must be at least 1");
    assertThat(Ran.offbeat("simulate").err()).contains("night, shapes or storm");
  }
}
