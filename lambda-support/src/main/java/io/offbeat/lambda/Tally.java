package io.offbeat.lambda;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Counts what one invocation did, and proves by its equations that nothing was dropped.
///
/// @param <C> the function's counts: an enum whose constants are the metrics
// A map would box every count, and there is a tally for each device of a batch.
@SuppressWarnings("EnumOrdinal")
public final class Tally<C extends Enum<C>> {
  private final C[] names;
  private final long[] counts;
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
    this.names = counts.getEnumConstants();
    this.counts = new long[names.length];
    this.equations = List.copyOf(equations);
  }

  /// Adds to a count.
  public void add(C count, long more) {
    counts[count.ordinal()] += more;
  }

  /// Adds all that another tally of the same function counted.
  public void addAll(Tally<C> other) {
    for (int i = 0; i < counts.length; i++) {
      counts[i] += other.counts[i];
    }
  }

  /// A count so far.
  public long get(C count) {
    return counts[count.ordinal()];
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
    for (C count : names) {
      named.put(name(count), get(count));
    }
    return named;
  }

  private static String name(Enum<?> count) {
    return count.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
