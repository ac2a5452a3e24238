package io.offbeat.checks.architecture;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// Text that no source file may hold.
///
/// @param forbidden the text
/// @param code whether only code counts, not comments and literals
/// @param reason why
record SourceRule(Pattern forbidden, boolean code, String reason) {
  private static final Pattern NOT_CODE =
      Pattern.compile(
          "\"\"\"[\\s\\S]*?\"\"\""
              + "|\"(?:\\\\.|[^\"\\\\\\n])*\""
              + "|'(?:\\\\.|[^'\\\\\\n])*'"
              + "|//[^\\n]*"
              + "|/\\*[\\s\\S]*?\\*/");

  /// A bug must reach Lambda, which bisects and sets aside; see DESIGN's rule 8.
  static final SourceRule NO_CATCH_ALL =
      new SourceRule(
          Pattern.compile(
              "catch\\s*\\(\\s*(?:final\\s+)?(?:[\\w.]+\\s*\\|\\s*)*"
                  + "(?:java\\.lang\\.)?(?:Exception|RuntimeException|Throwable|Error)\\b"),
          true,
          "bugs are not caught: name what is expected");

  static final SourceRule NOTHING_LEFT_TO_DO =
      new SourceRule(
          Pattern.compile("\\b(?:TO" + "DO|FIX" + "ME|XX" + "X)\\b"),
          false,
          "what is on the main branch is finished");

  static final SourceRule NO_SKIPPED_TESTS =
      new SourceRule(
          Pattern.compile(
              "@Disabled|\\bassum(?:e|ing)(?:That|True|False|Thrown\\w*)?\\s*\\("
                  + "|\\bAssum(?:e|ptions)\\b"),
          true,
          "a test that may not run is no test; what it needs is said by an annotation");

  static final SourceRule NO_SLEEP_IN_TESTS =
      new SourceRule(
          Pattern.compile(
              "\\bThread\\s*\\.\\s*sleep\\b|\\bTimeUnit\\.\\w+\\.sleep\\b|\\bparkNanos\\b"),
          true,
          "a test awaits a condition");

  static final SourceRule NO_CLOCK_OR_CHANCE_IN_TESTS =
      new SourceRule(
          Pattern.compile(
              "\\.now\\(\\)|\\bClock\\.system|\\bcurrentTimeMillis\\b|\\bnanoTime\\b"
                  + "|\\bMath\\.random\\b|\\bThreadLocalRandom\\.current\\b|\\bnew Random\\(\\)"),
          true,
          "the same run gives the same result");

  static final SourceRule NO_MOCKS =
      new SourceRule(
          Pattern.compile("\\b(?:mockito|easymock|jmockit|powermock)\\b", Pattern.CASE_INSENSITIVE),
          true,
          "a fake is held to its port's contract; a mock to its author's belief");

  /// Where a text breaks the rule, a line each.
  ///
  /// @param file what to call the text
  List<String> violations(String file, String text) {
    List<String> seen = (code ? codeOf(text) : text).lines().toList();
    List<String> told = text.lines().toList();
    return IntStream.range(0, seen.size())
        .filter(line -> forbidden.matcher(seen.get(line)).find())
        .mapToObj(line -> "%s:%d: %s".formatted(file, line + 1, told.get(line).strip()))
        .toList();
  }

  /// The text with comments and literals blanked out, line for line.
  static String codeOf(String text) {
    return NOT_CODE.matcher(text).replaceAll(m -> m.group().replaceAll("[^\\n]", " "));
  }

  @Override
  public String toString() {
    return reason;
  }
}
