package io.offbeat.ingest.format;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Tells whether a log message is an error, by the level that stands at its front.
///
/// A level is a word in capitals, a word in brackets or before a colon at the very front, or the
/// value of a field `level`, `severity` or `lvl`, in JSON or `key=value`; the numbers of pino and
/// bunyan are levels too, from 50 for an error. The first level counts: a message that speaks of an
/// error later on is none.
final class LogLevel {
  /// As far as a level may stand from the front, in characters.
  private static final int FRONT = 200;

  private static final String WORD =
      "trace|debug|info|information|notice|warn|warning|err|error|fatal|critical|crit|severe|panic"
          + "|emerg|emergency|alert";

  private static final Pattern FIELD =
      Pattern.compile(
          "(?i)[\"']?\\b(?:log\\.?level|level|severity|lvl)[\"']?\\s*[=:]\\s*[\"']?("
              + WORD
              + "|\\d\\d)\\b");

  private static final Pattern FRONT_WORD =
      Pattern.compile("(?i)^\\s*\\[?(" + WORD + ")\\s*(?:[\\]:]|\\t)|\\[\\s*(" + WORD + ")\\s*\\]");

  private static final Pattern CAPITALS =
      Pattern.compile(
          "(?:^|[\\s|\\[(<\"])((?-i:" + WORD.toUpperCase(Locale.ROOT) + "))(?:$|[\\s|\\])>:\",])");

  private static final Pattern ERROR =
      Pattern.compile(
          "(?i)err|error|fatal|critical|crit|severe|panic|emerg|emergency|alert|[5-9]\\d");

  private LogLevel() {}

  /// Whether a message tells of an error.
  static boolean isError(String message) {
    String front = message.length() > FRONT ? message.substring(0, FRONT) : message;
    String first = "";
    int at = Integer.MAX_VALUE;
    for (Pattern pattern : List.of(FIELD, FRONT_WORD, CAPITALS)) {
      Matcher m = pattern.matcher(front);
      if (m.find() && m.start() < at) {
        at = m.start();
        first = m.group(1) == null ? m.group(2) : m.group(1);
      }
    }
    return ERROR.matcher(first).matches();
  }
}
