package io.offbeat.alert;

import java.text.Normalizer;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Makes what devices name harmless in plain text: nothing in a name can end a line, colour a
/// terminal, turn the reading direction, or begin markup or a mention.
final class PlainText {
  /// General categories that have no shape of their own, or act on what stands around them.
  private static final Set<Integer> SHAPELESS =
      Set.of(
          (int) Character.CONTROL,
          (int) Character.FORMAT,
          (int) Character.SURROGATE,
          (int) Character.PRIVATE_USE,
          (int) Character.UNASSIGNED,
          (int) Character.LINE_SEPARATOR,
          (int) Character.PARAGRAPH_SEPARATOR);

  /// What decomposition leaves that still has a plain spelling.
  private static final Map<Integer, String> SPELLINGS =
      Map.ofEntries(
          Map.entry((int) '°', ""),
          Map.entry((int) 'μ', "u"),
          Map.entry((int) 'Ω', "Ohm"),
          Map.entry((int) '–', "-"),
          Map.entry((int) '—', "-"),
          Map.entry((int) '−', "-"),
          Map.entry((int) '‹', "("),
          Map.entry((int) '›', ")"),
          Map.entry((int) '’', "'"),
          Map.entry((int) 'ß', "ss"),
          Map.entry((int) 'æ', "ae"),
          Map.entry((int) 'Æ', "AE"),
          Map.entry((int) 'ø', "o"),
          Map.entry((int) 'Ø', "O"),
          Map.entry((int) 'ł', "l"),
          Map.entry((int) 'Ł', "L"));

  private PlainText() {}

  /// The text with every shapeless character spelled out, as `\u202e`, and the brackets of HTML and
  /// chat markup replaced by look-alikes.
  static String escape(String text) {
    return text.codePoints().mapToObj(PlainText::escape).collect(Collectors.joining());
  }

  /// The text in printable ASCII: accents dropped, common signs spelled, anything else a `?`.
  static String ascii(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKD)
        .codePoints()
        .filter(c -> Character.getType(c) != Character.NON_SPACING_MARK)
        .mapToObj(PlainText::ascii)
        .collect(Collectors.joining());
  }

  /// The text with what chat markup and mentions are made of replaced by look-alikes.
  static String withoutMarkup(String text) {
    return escape(text)
        .replace('*', '＊')
        .replace('_', '＿')
        .replace('~', '～')
        .replace('`', '｀')
        .replace('@', '＠')
        .replace('&', '＆')
        .replace("](", "] (");
  }

  /// The text, or its beginning and an ellipsis when it is longer than so many characters.
  static String clip(String text, int most) {
    if (text.codePointCount(0, text.length()) <= most) {
      return text;
    }
    return text.substring(0, text.offsetByCodePoints(0, most - 1)) + "…";
  }

  private static String escape(int c) {
    return switch (c) {
      case '<' -> "‹";
      case '>' -> "›";
      default ->
          SHAPELESS.contains(Character.getType(c)) ? "\\u%04x".formatted(c) : Character.toString(c);
    };
  }

  private static String ascii(int c) {
    if (c >= ' ' && c <= '~') {
      return Character.toString(c);
    }
    return SPELLINGS.getOrDefault(c, "?");
  }
}
