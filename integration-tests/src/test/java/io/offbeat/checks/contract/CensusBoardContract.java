package io.offbeat.checks.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.offbeat.detector.CensusBoard;
import io.offbeat.model.Census;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What a [CensusBoard] promises.
interface CensusBoardContract {
  /// The board, empty at first.
  CensusBoard board();

  /// The census that can be seen.
  Census newest();

  @Test
  default void a_census_takes_the_place_of_the_one_before() {
    Instant at = Instant.parse("2026-11-25T17:00:00Z");
    var second = new Census(at, 3, Map.of("temperature", 3, "Schwingung süd", 1));
    board().show(new Census(at.minusSeconds(3600), 1, Map.of()));
    board().show(second);

    assertThat(newest()).isEqualTo(second);
  }
}
