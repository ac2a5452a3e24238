package io.offbeat.checks.contract;

import io.offbeat.detector.CensusBoard;
import io.offbeat.detector.InMemoryCensusBoard;
import io.offbeat.model.Census;

class InMemoryCensusBoardTest implements CensusBoardContract {
  private final InMemoryCensusBoard board = new InMemoryCensusBoard();

  @Override
  public CensusBoard board() {
    return board;
  }

  @Override
  public Census newest() {
    return board.newest().orElseThrow();
  }
}
