package io.offbeat.detector;

import io.offbeat.model.Census;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The newest census in memory.
public final class InMemoryCensusBoard implements CensusBoard {
  private volatile @Nullable Census newest;

  @Override
  public void show(Census census) {
    newest = census;
  }

  /// The newest census; empty before the first.
  public Optional<Census> newest() {
    return Optional.ofNullable(newest);
  }
}
