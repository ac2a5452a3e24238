package io.offbeat.local.storm;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/// How a soak ended.
///
/// @param load what was carried
/// @param ingest how far ingest was behind
/// @param detect how far the detector was behind
/// @param heap what the heap held
/// @param episodes how many episode events there were
/// @param alerts how many alerts went out
/// @param broken what did not hold, in words; empty when all did
public record Soaked(
    Load load, Lag ingest, Lag detect, Heap heap, long episodes, long alerts, List<String> broken) {
  public Soaked {
    broken = List.copyOf(broken);
  }

  /// What was carried.
  ///
  /// @param readings how many readings were sent
  /// @param devices by how many devices
  /// @param shards how many shards each stream has, by its name
  public record Load(long readings, int devices, Map<String, Integer> shards) {
    public Load {
      shards = Map.copyOf(shards);
    }
  }

  /// The greatest age of a record that a mapping was not done with.
  ///
  /// @param first in the first half of the time
  /// @param second in the second half
  public record Lag(Duration first, Duration second) {
    /// The same once an age was seen.
    Lag seen(Duration age, boolean inSecondHalf) {
      return inSecondHalf ? new Lag(first, max(second, age)) : new Lag(max(first, age), second);
    }

    private static Duration max(Duration a, Duration b) {
      return a.compareTo(b) >= 0 ? a : b;
    }
  }

  /// What the heap held of the soak after garbage was collected, in bytes.
  ///
  /// @param start when a tenth of the time was over, and every device known
  /// @param middle when half of it was
  /// @param end when all of it was
  public record Heap(long start, long middle, long end) {
    /// By what share of itself it grew in the second half; less than 0 when it shrank.
    public double growth() {
      return (double) (end - middle) / middle;
    }
  }

  /// Whether all that must hold held.
  public boolean held() {
    return broken.isEmpty();
  }
}
