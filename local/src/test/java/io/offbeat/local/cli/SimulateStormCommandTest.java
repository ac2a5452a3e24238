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
    Ran ran = Ran.offbeat("simulate", "storm", "--seed", "3", "--swarm", "12");

    assertThat(ran.out()).contains("Swarm          12 storms, seeds 3 to 14", "Held");
    assertThat(ran.out()).doesNotContain("Too short");
    assertThat(ran.exitCode()).isZero();
  }

  @Test
  void a_swarm_in_which_a_kind_of_fault_never_happened_names_it_and_fails() {
    Ran ran = Ran.offbeat("simulate", "storm", "--seed", "3", "--swarm", "1");

    assertThat(ran.out()).contains("Held", "Too short      these never happened: ");
    assertThat(ran.exitCode()).isEqualTo(1);
  }

  @Test
  void a_window_tells_the_latency_by_stage_and_one_second_is_the_default() {
    Ran plain = Ran.offbeat("simulate", "storm", "--calm");
    Ran one = Ran.offbeat("simulate", "storm", "--calm", "--window", "1");

    assertThat(one.exitCode()).isZero();
    assertThat(one.out()).contains("reading to episode", "episode to alert", "reading to alert");
    assertThat(plain.out()).doesNotContain("Stage ");
    assertThat(one.out().lines().filter(line -> !line.startsWith("Stage ")))
        .containsExactlyElementsOf(plain.out().lines().toList());
  }

  @Test
  void a_window_that_lambda_would_not_take_is_refused() {
    assertThat(Ran.offbeat("simulate", "storm", "--window", "301").err())
        .contains("--window is 301; give whole seconds from 0 to 300");
    assertThat(Ran.offbeat("simulate", "storm", "--window", "-1").err()).contains("is -1");
    assertThat(Ran.offbeat("simulate", "storm", "--window", "1", "--swarm", "2").err())
        .contains("leave out --swarm");
  }

  @Test
  void nonsense_is_refused_with_the_way_out() {
    assertThat(Ran.offbeat("simulate", "storm", "--minutes", "0").err())
        .contains("--minutes must be at least 1");
    assertThat(Ran.offbeat("simulate").err()).contains("night, shapes, storm or soak");
  }
}
