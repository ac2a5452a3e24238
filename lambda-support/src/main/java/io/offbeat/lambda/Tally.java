package io.offbeat.lambda;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Counts what one invocation did, and proves by its equations that nothing was dropped.
///
/// @param <C> the function's counts: an enum whose constants are the metrics
public final class Tally<C extends Enum<C>> {
  private final EnumMap<C, Long> counts;
  private final List<Equation<C>> equations;

  /// What came in is the sum of what became of it.
  ///
  /// @param whole what came in
  /// @param parts what became of it, each exactly once
  public record Equation<C>(C whole, List<C> parts) {
    public Equation {
      parts = List.copyOf(parts);
    }

    @Override
    public String toString() {
      return whole + " = " + String.join(" + ", parts.stream().map(Object::toString).toList());
    }
  }

  /// @param counts the enum of the function's counts
  /// @param equations what must hold between them when the invocation ends
  public Tally(Class<C> counts, List<Equation<C>> equations) {
    this.counts = new EnumMap<>(counts);
    this.equations = List.copyOf(equations);
    for (C count : counts.getEnumConstants()) {
      this.counts.put(count, 0L);
    }
  }

  /// Adds to a count.
  public void add(C count, long more) {
    if (more != 0) {
      counts.merge(count, more, Long::sum);
    }
  }

  /// Adds all that another tally of the same function counted.
  public void addAll(Tally<C> other) {
    other.counts.forEach(this::add);
  }

  /// A count so far.
  public long get(C count) {
    return counts.getOrDefault(count, 0L);
  }

  /// By how much the equations fail to hold; 0 unless the function has a bug.
  public long imbalance() {
    return equations.stream()
        .mapToLong(e -> Math.abs(get(e.whole()) - e.parts().stream().mapToLong(this::get).sum()))
        .sum();
  }

  /// The counts by name, in the enum's order: lower case, words joined by `-`.
  public Map<String, Long> byName() {
    var named = new LinkedHashMap<String, Long>();
    counts.forEach((count, n) -> named.put(name(count), n));
    return named;
  }

  private static String name(Enum<?> count) {
    return count.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
