package io.offbeat.model.rules;

import io.offbeat.model.rules.Node.Place;
import io.offbeat.model.rules.RulesException.Problem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/// What is wrong with a file, as it is found.
final class Problems {
  private static final int MOST_TOLD = 20;
  private static final int LONGEST_NAME = 64;

  private final List<Problem> found = new ArrayList<>();

  /// Notes a problem.
  void add(Place place, String text) {
    if (found.size() < MOST_TOLD) {
      found.add(new Problem(place.line(), place.column(), text));
    }
  }

  /// Notes that something is not what it should be.
  ///
  /// @param name what to call it
  /// @param node what stands there
  /// @param expected what should
  void unexpected(String name, Node node, String expected) {
    add(node.place(), "%s must be %s, not %s".formatted(name, expected, cut(node.told())));
  }

  /// @throws RulesException when a problem was found
  void throwIfAny() {
    if (!found.isEmpty()) {
      throw exception();
    }
  }

  /// All that was found, in the order of the file.
  RulesException exception() {
    return new RulesException(
        found.stream()
            .sorted(Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column))
            .toList());
  }

  /// What may have been meant by a word, as the end of a sentence: `; did you mean "unit"?`, or
  /// nothing; nothing too once so much is wrong that it would not be told.
  String didYouMean(String word, Collection<String> known) {
    if (word.length() > LONGEST_NAME || found.size() == MOST_TOLD) {
      return "";
    }
    return known.stream()
        .filter(candidate -> distance(word, candidate) <= Math.max(1, candidate.length() / 3))
        .min(Comparator.comparingInt(candidate -> distance(word, candidate)))
        .map("; did you mean \"%s\"?"::formatted)
        .orElse("");
  }

  /// How many characters must be changed, added, left out or swapped with their neighbour to make
  /// one word of the other, capitals aside (optimal string alignment).
  private static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int change = same(a, i, b, j) ? 0 : 1;
        d[i][j] = Math.min(d[i - 1][j - 1] + change, Math.min(d[i - 1][j], d[i][j - 1]) + 1);
        if (i > 1 && j > 1 && same(a, i, b, j - 1) && same(a, i - 1, b, j)) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }

  private static boolean same(String a, int i, String b, int j) {
    return Character.toLowerCase(a.charAt(i - 1)) == Character.toLowerCase(b.charAt(j - 1));
  }

  static String cut(String text) {
    return text.length() <= LONGEST_NAME ? text : text.substring(0, LONGEST_NAME) + "…";
  }
}
