package io.offbeat.benchmarks.tuning;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/// What some constants are multiplied by; the others stay as they are.
///
/// @param factors of the constants that change
record Setting(Map<Constant, Double> factors) {
  static final Setting AS_IT_IS = new Setting(Map.of());

  private static final double[] STEPS = {0.7, 0.85, 1.18, 1.43};

  /// The chance that a constant changes in a setting drawn at random.
  private static final double CHANGES = 0.4;

  Setting {
    factors = Map.copyOf(factors);
  }

  /// As it is, each constant alone by each step, and settings drawn at random.
  ///
  /// @param drawn how many are drawn
  /// @param seed of the draw
  static List<Setting> search(int drawn, long seed) {
    var settings = new ArrayList<>(List.of(AS_IT_IS));
    for (Constant constant : Constant.values()) {
      for (double step : STEPS) {
        settings.add(new Setting(Map.of(constant, step)));
      }
    }
    var random = new SplittableRandom(seed);
    for (int i = 0; i < drawn; i++) {
      settings.add(draw(random));
    }
    return settings;
  }

  private static Setting draw(SplittableRandom random) {
    var factors = new EnumMap<Constant, Double>(Constant.class);
    for (Constant constant : Constant.values()) {
      if (random.nextDouble() < CHANGES) {
        factors.put(constant, STEPS[random.nextInt(STEPS.length)]);
      }
    }
    return new Setting(factors);
  }

  @Override
  public String toString() {
    return factors.isEmpty()
        ? "as it is"
        : new EnumMap<>(factors)
            .entrySet().stream()
                .map(e -> String.format(Locale.ROOT, "%s x%.2f", e.getKey(), e.getValue()))
                .collect(Collectors.joining(" "));
  }
}
