package io.offbeat.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SimulateCommandTest {
  /// What happens in the night, each as the subject of the alert that tells of it begins.
  private static final List<String> TOLD =
      List.of(
          "[CRITICAL] b-pump-03 temperature",
          "[MEDIUM] a-pump-05 pressure drifting",
          "[HIGH] fleet 10 devices: pressure, temperature silent (10)",
          "[MEDIUM] b-pump-04 temperature silent",
          "[SENSOR] b-pump-02 pressure 3 single readings far out in a day");

  @Test
  void a_bad_night_is_a_dozen_alerts_at_most_and_tells_all_that_happens() {
    Ran night = Ran.offbeat("simulate", "night");

    assertThat(night.exitCode()).isZero();
    assertThat(night.out()).contains(TOLD);
    assertThat(night.out()).contains("at most 12 wanted").contains("Accounts       balanced");
    assertThat(night.out())
        .as("maintenance is muted, and the change of the clocks is nothing")
        .doesNotContain("] b-pump-01")
        .doesNotContain("off rhythm");
  }

  @Test
  void a_script_that_does_not_exist_is_named_with_those_that_do() {
    Ran ran = Ran.offbeat("simulate", "noon");

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains("noon").contains("night");
  }
}
