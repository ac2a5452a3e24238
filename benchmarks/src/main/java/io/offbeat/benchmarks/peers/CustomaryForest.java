package io.offbeat.benchmarks.peers;

import com.amazon.randomcutforest.RandomCutForest;

/// Random Cut Forest by Amazon's library, set as is customary: a shingle of 8 values, 50 trees of
/// 256.
public final class CustomaryForest {
  static final int SHINGLE = 8;
  static final int TREES = 50;
  static final int SAMPLE = 256;

  private CustomaryForest() {}

  /// A forest that has seen nothing.
  public static RandomCutForest fresh() {
    return RandomCutForest.builder()
        .dimensions(SHINGLE)
        .shingleSize(SHINGLE)
        .internalShinglingEnabled(true)
        .numberOfTrees(TREES)
        .sampleSize(SAMPLE)
        .randomSeed(1)
        .build();
  }
}
