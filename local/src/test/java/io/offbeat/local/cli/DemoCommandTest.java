package io.offbeat.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DemoCommandTest {
  private static final Ran RAN = small();

  @Test
  void a_small_fleet_goes_through_the_whole_pipeline_and_is_accounted_for() {
    assertThat(RAN.exitCode()).isZero();
    assertThat(RAN.out())
        .containsPattern("spike +1 +\\d ")
        .containsPattern("level shift +1 +1 ")
        .contains("41,472: 41,472 learned, 0 late, 0 repeated, 0 poison")
        .contains("balanced: ");
    assertThat(RAN.err()).contains("readings a second");
  }

  @Test
  void an_alert_has_its_text_below_its_subject() {
    assertThat(RAN.out()).containsPattern("(?m)^\\[[A-Z]+] pump-00\\d \\w+ .*\\n    pump-00\\d ");
  }

  @Test
  void the_same_seed_prints_the_same() {
    assertThat(small().out()).isEqualTo(RAN.out());
  }

  private static Ran small() {
    return Ran.offbeat("demo", "--devices", "4", "--days", "9", "--seed", "3");
  }
}
