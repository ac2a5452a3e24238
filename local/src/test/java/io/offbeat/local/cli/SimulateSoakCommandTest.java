package io.offbeat.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SimulateSoakCommandTest {
  @Test
  void it_tells_what_was_carried_how_far_behind_and_what_the_heap_held() {
    Ran ran = Ran.offbeat("simulate", "soak", "--minutes", "1", "--rate", "150");

    assertThat(ran.exitCode()).isZero();
    assertThat(ran.out())
        .contains("Carried        12,000 readings in 1 min, of 2 devices; 1 shards of readings")
        .containsPattern("Lag            ingest at most [123]\\.\\d s in the first half")
        .containsPattern("Lag            detect at most [123]\\.\\d s in the first half")
        .containsPattern("Heap           \\d+\\.\\d MiB at the start")
        .contains("Held ");
  }

  @Test
  void nonsense_is_refused_with_the_way_out() {
    assertThat(Ran.offbeat("simulate", "soak", "--minutes", "0").err())
        .contains("--minutes must be 1 to 1440");
    assertThat(Ran.offbeat("simulate", "soak", "--rate", "0").err())
        .contains("--rate 1 to 1000000: 2, 0");
  }
}
