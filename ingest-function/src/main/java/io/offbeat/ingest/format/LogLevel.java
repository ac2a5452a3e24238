package io.offbeat.ingest.format;

import java.util.Locale;
import java.util.Set;

/// Tells whether a log message is an error, by the level that stands at its front.
///
/// A level is a word in capitals, a word in brackets or before a colon at the very front, or the
/// value of a field `level`, `severity` or `lvl`, in JSON or `key=value`; the numbers of pino and
/// bunyan are levels too, from 50 for an error. The first level counts: a message that speaks of an
/// error later on is none.
///
/// Each word is looked at once, since a record may hold 250,000 messages.
final class LogLevel {
  /// As far as a level may stand from the front, in characters.
  private static final int FRONT = 200;

  private static final Set<String> FIELDS =
      Set.of("level", "loglevel", "log_level", "severity", "lvl");

  private static final Set<String> ERRORS =
      Set.of(
          "err",
          "error",
          "fatal",
          "critical",
          "crit",
          "severe",
          "panic",
          "emerg",
          "emergency",
          "alert");

  private static final Set<String> OTHERS =
      Set.of("trace", "debug", "info", "information", "notice", "warn", "warning");

  private static final int LONGEST = "information".length();
  private static final String SPACES = " \t\r\n\f\u000b";

  private final String front;

  private LogLevel(String front) {
    this.front = front;
  }

  /// Whether a message tells of an error.
  static boolean isError(String message) {
    return new LogLevel(message.substring(0, Math.min(message.length(), FRONT))).isError();
  }

  private boolean isError() {
    for (int from = 0; from < front.length(); ) {
      int to = endOfWord(from);
      if (to - from >= 3 && to - from <= LONGEST) {
        String word = front.substring(from, to).toLowerCase(Locale.ROOT);
        String level = FIELDS.contains(word) ? value(to) : word;
        boolean known = ERRORS.contains(level) || OTHERS.contains(level);
        if (FIELDS.contains(word) ? known || isNumber(level) : known && stands(from, to)) {
          return ERRORS.contains(level) || (isNumber(level) && level.charAt(0) >= '5');
        }
      }
      from = Math.max(to, from + 1);
    }
    return false;
  }

  private int endOfWord(int from) {
    int to = from;
    while (to < front.length() && isPartOfWord(front.charAt(to))) {
      to++;
    }
    return to;
  }

  private static boolean isPartOfWord(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  }

  private static boolean isNumber(String text) {
    return text.length() == 2 && Character.isDigit(text.charAt(0)) && text.charAt(1) <= '9';
  }

  /// The word that is the value of a field whose name ends here; empty when there is none.
  private String value(int end) {
    int at = afterSpaces(isAt(end, "\"'") ? end + 1 : end);
    if (!isAt(at, "=:")) {
      return "";
    }
    at = afterSpaces(at + 1);
    at = isAt(at, "\"'") ? at + 1 : at;
    return front.substring(at, endOfWord(at)).toLowerCase(Locale.ROOT);
  }

  /// Whether a word stands as levels do.
  private boolean stands(int from, int to) {
    return areCapitals(from, to) || isBracketed(from, to) || isAtTheVeryFront(from, to);
  }

  private boolean areCapitals(int from, int to) {
    int at = from;
    while (at < to && front.charAt(at) >= 'A' && front.charAt(at) <= 'Z') {
      at++;
    }
    return at == to
        && (from == 0 || isAt(from - 1, SPACES + "|[(<\""))
        && (to == front.length() || isAt(to, SPACES + "|])>:\","));
  }

  private boolean isBracketed(int from, int to) {
    return isAt(beforeSpaces(from), "[") && isAt(afterSpaces(to), "]");
  }

  private boolean isAtTheVeryFront(int from, int to) {
    int before = beforeSpaces(from);
    if (before >= 0 && !(isAt(before, "[") && beforeSpaces(before) < 0)) {
      return false;
    }
    int after = afterSpaces(to);
    return isAt(after, "]:") || front.substring(to, after).indexOf('\t') >= 0;
  }

  /// The last place before this one that is no space; -1 when there is none.
  private int beforeSpaces(int to) {
    int at = to - 1;
    while (isAt(at, SPACES)) {
      at--;
    }
    return at;
  }

  private int afterSpaces(int from) {
    int at = from;
    while (isAt(at, SPACES)) {
      at++;
    }
    return at;
  }

  private boolean isAt(int at, String characters) {
    return at >= 0 && at < front.length() && characters.indexOf(front.charAt(at)) >= 0;
  }
}
