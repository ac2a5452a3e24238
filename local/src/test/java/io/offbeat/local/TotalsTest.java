package io.offbeat.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.offbeat.detector.DetectCount;
import io.offbeat.lambda.BatchLog;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TotalsTest {
  private static final Instant NOON = Instant.parse("2026-03-10T12:00:00Z");

  private final Totals totals = new Totals();
  private final BatchLog detectLog = new BatchLog("local", "detect", totals::add);

  @Test
  void counts_of_a_function_add_up_over_its_lines() {
    write(3, 2, 1, Map.of());
    write(4, 4, 0, Map.of());

    assertThat(totals.of("detect", "readings")).isEqualTo(7);
    assertThat(totals.of("detect", "learned")).isEqualTo(6);
    assertThat(totals.of("detect")).containsEntry("late", 1L).containsEntry("imbalance", 0L);
  }

  @Test
  void functions_are_kept_apart() {
    write(3, 3, 0, Map.of());

    assertThat(totals.of("alert", "readings")).isZero();
    assertThat(totals.of("alert")).isEmpty();
  }

  @Test
  void an_equation_that_does_not_hold_shows_as_imbalance() {
    write(3, 2, 0, Map.of());

    assertThat(totals.imbalance()).isOne();
  }

  @Test
  void the_newest_trouble_is_remembered() {
    assertThat(totals.lastTrouble()).isEmpty();
    write(1, 1, 0, Map.of("cause", "disk full"));
    write(1, 1, 0, Map.of());

    assertThat(totals.lastTrouble()).hasValue("disk full");
  }

  private void write(long readings, long learned, long late, Map<String, String> fields) {
    var tally = DetectCount.tally();
    tally.add(DetectCount.READINGS, readings);
    tally.add(DetectCount.LEARNED, learned);
    tally.add(DetectCount.LATE, late);
    detectLog.write(NOON, tally, fields);
  }
}
