package io.offbeat.detection;

import static org.assertj.core.api.Assertions.assertThat;

import io.offbeat.model.Kind;
import org.junit.jupiter.api.Test;

class SurprisesTest {
  @Test
  void the_largest_surprise_gives_the_kind() {
    assertThat(new Surprises(3, 2, 1, 0, 0).kind()).isEqualTo(Kind.SPIKE);
    assertThat(new Surprises(2, 2, 1, 3, 0).kind()).isEqualTo(Kind.SPIKE);
    assertThat(new Surprises(2, 3, 1, 0, 0).kind()).isEqualTo(Kind.LEVEL_SHIFT);
    assertThat(new Surprises(2, 2, 1, 0, 3).kind()).isEqualTo(Kind.LEVEL_SHIFT);
    assertThat(new Surprises(2, 2, 3, 0, 0).kind()).isEqualTo(Kind.NOISE_CHANGE);
  }

  @Test
  void what_surprises_only_at_its_hour_is_off_rhythm() {
    assertThat(new Surprises(1, 2, 1, 3, 0).kind()).isEqualTo(Kind.OFF_RHYTHM);
    assertThat(new Surprises(1, 2, 1, 0, 3).kind()).isEqualTo(Kind.OFF_RHYTHM);
    assertThat(new Surprises(1, 3, 1, 2, 0).kind()).isEqualTo(Kind.LEVEL_SHIFT);
  }

  @Test
  void together_they_are_the_root_of_their_squares() {
    assertThat(new Surprises(2, 4, 4, 8, 0).together()).isEqualTo(10);
    assertThat(new Surprises(0, 0, 0, 0, 7).together()).isEqualTo(7);
  }
}
