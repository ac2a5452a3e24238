package io.offbeat.ingest.format;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads a text of line protocol, line by line. A text value may hold line breaks.
final class InfluxReader {
  private static final Pattern NANOS = Pattern.compile("[+-]?\\d{1,19}");

  private final String text;
  private int at;
  private int line;

  /// One line.
  ///
  /// @param measurement what was measured
  /// @param tags the tags
  /// @param fields each field's value as it stands there, in their order
  /// @param nanos event time since 1970, when told
  record Line(
      String measurement,
      Map<String, String> tags,
      Map<String, String> fields,
      Optional<Long> nanos) {}

  /// A line that breaks the grammar.
  private static final class Broken extends Exception {
    private static final long serialVersionUID = 1;

    Broken() {
      super(null, null, false, false); // a trace would cost more than the line
    }
  }

  /// @param firstLine number of the text's first line
  InfluxReader(String text, int firstLine) {
    this.text = text;
    this.line = firstLine;
  }

  /// Goes to the next line that is neither blank nor a comment; false when there is none.
  boolean nextLine() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '#') {
        skipLine();
      } else if (c == '\n') {
        line++;
        at++;
      } else if (c == ' ' || c == '\r' || c == '\t') {
        at++;
      } else {
        return true;
      }
    }
    return false;
  }

  /// Number of the line, from 1.
  int line() {
    return line;
  }

  /// Reads the line to its end; empty when it is broken. A text value that breaks it may have led
  /// lines ahead, which stand for themselves then.
  Optional<Line> read() {
    int beginsAt = at;
    int number = line;
    try {
      String measurement = name(", ");
      var tags = new LinkedHashMap<String, String>();
      while (take(',')) {
        String key = name("=");
        expect('=');
        once(tags, key, name(", "));
      }
      expect(' ');
      Map<String, String> fields = fields();
      Optional<Long> nanos = nanos();
      return Optional.of(new Line(measurement, tags, fields, nanos));
    } catch (Broken e) {
      at = beginsAt;
      line = number;
      skipLine();
      return Optional.empty();
    }
  }

  private Map<String, String> fields() throws Broken {
    skipSpaces();
    var fields = new LinkedHashMap<String, String>();
    do {
      String key = name("=");
      expect('=');
      once(fields, key, value());
    } while (take(','));
    return fields;
  }

  private static void once(Map<String, String> map, String key, String value) throws Broken {
    Allowance.require(map.size());
    if (map.put(key, value) != null) {
      throw new Broken();
    }
  }

  private Optional<Long> nanos() throws Broken {
    skipSpaces();
    int from = at;
    while (at < text.length() && !isEnd(text.charAt(at))) {
      at++;
    }
    String rest = text.substring(from, at).strip();
    Matcher number = NANOS.matcher(rest);
    if (!rest.isEmpty() && !number.matches()) {
      throw new Broken();
    }
    try {
      return rest.isEmpty() ? Optional.empty() : Optional.of(Long.parseLong(rest));
    } catch (NumberFormatException e) {
      throw new Broken();
    }
  }

  /// A name up to one of `ends`, without its escapes; never empty.
  private String name(String ends) throws Broken {
    var name = new StringBuilder();
    while (at < text.length() && ends.indexOf(text.charAt(at)) < 0) {
      char c = text.charAt(at);
      if (c < ' ') {
        throw new Broken();
      }
      boolean escape =
          c == '\\' && at + 1 < text.length() && ", =\\".indexOf(text.charAt(at + 1)) >= 0;
      if (escape) {
        at++;
      }
      name.append(text.charAt(at));
      at++;
    }
    if (name.isEmpty()) {
      throw new Broken();
    }
    return name.toString();
  }

  private String value() throws Broken {
    int from = at;
    if (at < text.length() && text.charAt(at) == '"') {
      skipText();
      return text.substring(from, at);
    }
    while (at < text.length() && ", \n\r".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    if (at == from) {
      throw new Broken();
    }
    return text.substring(from, at);
  }

  private void skipText() throws Broken {
    for (at++; at < text.length() && text.charAt(at) != '"'; at++) {
      if (text.charAt(at) == '\\') {
        at++;
      } else if (text.charAt(at) == '\n') {
        line++;
      }
    }
    if (at >= text.length()) {
      throw new Broken();
    }
    at++;
  }

  private void skipSpaces() {
    while (at < text.length() && text.charAt(at) == ' ') {
      at++;
    }
  }

  private boolean take(char c) {
    boolean there = at < text.length() && text.charAt(at) == c;
    at += there ? 1 : 0;
    return there;
  }

  private void expect(char c) throws Broken {
    if (!take(c)) {
      throw new Broken();
    }
  }

  private void skipLine() {
    while (at < text.length() && text.charAt(at) != '\n') {
      at++;
    }
  }

  private static boolean isEnd(char c) {
    return c == '\n' || c == '\r';
  }
}
