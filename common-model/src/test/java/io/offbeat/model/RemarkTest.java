package io.offbeat.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RemarkTest {
  private static final Instant ARRIVED = Instant.parse("2026-11-25T17:00:00Z");

  @Test
  void a_remark_is_known_again_by_the_reading_as_which_it_travels() {
    for (Remark remark : List.of(new Remark.Clock(-3.5), new Remark.Sentinel("flow", -127))) {
      assertThat(remark.reading("pump-7", ARRIVED).flatMap(Remark::of)).contains(remark);
    }
  }

  @Test
  void an_ordinary_reading_is_no_remark() {
    var reading = new Reading(new SeriesKey("pump-7", "offbeat.clocks"), ARRIVED, 1, "");

    assertThat(Remark.of(reading)).isEmpty();
  }

  @Test
  void a_metric_without_room_for_it_goes_without() {
    String longest = "m".repeat(SeriesKey.MAX_NAME_BYTES - "offbeat.sentinel/".length());

    assertThat(new Remark.Sentinel(longest, 1).reading("pump-7", ARRIVED)).isPresent();
    assertThat(new Remark.Sentinel(longest + "m", 1).reading("pump-7", ARRIVED)).isEmpty();
  }
}
