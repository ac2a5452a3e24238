package io.offbeat.model.rules;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A pattern of names: `*` stands for any run of characters, also none, `?` for one character; all
/// else for itself.
///
/// Between two stars the first place that fits is the right one, so nothing is ever tried twice: at
/// worst the product of both lengths, 256 each, whatever the pattern.
public final class Glob {
  /// Longest pattern, in characters.
  public static final int MAX_LENGTH = 256;

  private static final Pattern STARS = Pattern.compile("\\*++");

  /// Stands in a name for the star of another pattern: only a star matches it.
  private static final int STAR = -1;

  /// Matches every name.
  public static final Glob ANY = new Glob("*");

  private final String text;
  private final List<int[]> pieces;

  /// @param text 1 to [#MAX_LENGTH] characters
  public Glob(String text) {
    if (text.isEmpty() || text.length() > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "a pattern has 1 to %d characters, not %d".formatted(MAX_LENGTH, text.length()));
    }
    this.text = text;
    this.pieces =
        Stream.of(STARS.split(text, -1)).map(piece -> piece.codePoints().toArray()).toList();
  }

  /// Whether the pattern stands for this name.
  public boolean matches(String name) {
    return matches(name.codePoints().toArray());
  }

  /// Whether this pattern surely matches whatever the other one matches. May be false when it does.
  public boolean covers(Glob other) {
    return matches(other.text.codePoints().map(c -> c == '*' ? STAR : c).toArray());
  }

  private boolean matches(int[] name) {
    int[] first = pieces.getFirst();
    int[] last = pieces.getLast();
    if (pieces.size() == 1) {
      return name.length == first.length && fits(first, name, 0);
    }
    int end = name.length - last.length;
    if (end < first.length || !fits(first, name, 0) || !fits(last, name, end)) {
      return false;
    }
    int from = first.length;
    for (int[] piece : pieces.subList(1, pieces.size() - 1)) {
      from = firstFit(piece, name, from, end);
      if (from < 0) {
        return false;
      }
    }
    return true;
  }

  /// Where the first fit of a piece ends, or -1.
  private static int firstFit(int[] piece, int[] name, int from, int end) {
    for (int at = from; at + piece.length <= end; at++) {
      if (fits(piece, name, at)) {
        return at + piece.length;
      }
    }
    return -1;
  }

  private static boolean fits(int[] piece, int[] name, int at) {
    for (int i = 0; i < piece.length; i++) {
      int c = name[at + i];
      if (piece[i] != c && (piece[i] != '?' || c == STAR)) {
        return false;
      }
    }
    return true;
  }

  /// The pattern.
  @Override
  public String toString() {
    return text;
  }
}
