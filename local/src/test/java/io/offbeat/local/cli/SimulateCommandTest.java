package io.offbeat.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.offbeat.local.fleet.Shape;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SimulateCommandTest {
  /// What happens in the night, each as the subject of the alert that tells of it begins.
  private static final List<String> TOLD =
      List.of(
          "[CRITICAL] b-pump-03 temperature",
          "[HIGH] a-pump-05 pressure drifting",
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

  @Test
  void every_shape_is_watched_while_healthy_and_broken_in_every_way_that_shows() {
    Ran ran = Ran.offbeat("simulate", "shapes", "--series", "1", "--cadence", "900");

    assertThat(ran.exitCode()).isZero();
    assertThat(ran.out()).contains(Arrays.stream(Shape.values()).map(Shape::label).toList());
    assertThat(ran.out())
        .containsPattern("gaussian +0.00 +0.14 +0.00 +100 % \\(0\\) +100 % .* 0 % +\\R")
        .containsPattern("daily .* 100 % \\(\\d+\\) *\\R")
        .contains("22 series, 8 weeks, a reading each 900 s: 0.");
    assertThat(Ran.offbeat("simulate", "shapes", "--series", "1", "--cadence", "900").out())
        .isEqualTo(ran.out());
  }

  @Test
  void a_cadence_that_is_none_is_named_with_what_may_be() {
    Ran ran = Ran.offbeat("simulate", "shapes", "--cadence", "0");

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains("--cadence must be 1 to 3600: 0");
  }
}
