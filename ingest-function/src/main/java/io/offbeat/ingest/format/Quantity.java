package io.offbeat.ingest.format;

import java.math.BigInteger;
import java.util.regex.Pattern;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// A value as a producer wrote it.
public sealed interface Quantity {
  /// Integers up to here are exact as doubles.
  long MAX_EXACT = 1L << 53;

  /// Longest number written as a text, as Jackson's longest number.
  int MAX_TEXT = 1_000;

  /// Numbers as JSON writes them, with a leading `+` or zeros forgiven.
  Pattern NUMBER = Pattern.compile("[+-]?+\\d++(?:\\.\\d++)?+(?:[eE][+-]?+\\d++)?+");

  /// Texts by which languages print what is no finite number.
  Pattern NON_FINITE = Pattern.compile("(?i)[+-]?(?:nan|inf|infinity)");

  /// A number in a text that has a comma before its fraction.
  Pattern WITH_COMMA = Pattern.compile("[+-]?+\\d++,\\d++(?:[eE][+-]?+\\d++)?+");

  /// How a number was written.
  enum Form {
    /// As its format writes numbers.
    NUMBER,
    /// As a text.
    TEXT,
    /// As a text with a comma before the fraction, which is a number only where the rules say so.
    COMMA
  }

  /// A finite number; -0.0 is taken as 0.0, so that equal values have equal bits.
  ///
  /// @param value the number
  /// @param form how it was written
  /// @param rounded whether it is an integer beyond 2^53
  record Finite(double value, Form form, boolean rounded) implements Quantity {}

  /// No number that could be judged.
  ///
  /// @param violation why
  record Broken(Violation violation) implements Quantity {}

  /// The value at the parser's token, which it leaves consumed.
  static Quantity read(JsonParser json) {
    JsonToken token = json.currentToken();
    return switch (token) {
      case VALUE_NUMBER_INT -> integer(json);
      case VALUE_NUMBER_FLOAT -> finite(json.getDoubleValue(), Form.NUMBER, false);
      case VALUE_STRING -> told(json.getString());
      default -> {
        json.skipChildren();
        yield new Broken(Violation.NOT_A_NUMBER);
      }
    };
  }

  private static Quantity integer(JsonParser json) {
    if (json.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
      return finite(json.getDoubleValue(), Form.NUMBER, true);
    }
    return of(json.getLongValue());
  }

  /// The value that a text holds where a number should stand, with a point or a comma.
  static Quantity told(String text) {
    return WITH_COMMA.matcher(text).matches()
            && of(text.replace(',', '.')) instanceof Finite(var value, _, _)
        ? new Finite(value, Form.COMMA, false)
        : of(text);
  }

  /// The value that a text holds.
  static Quantity of(String text) {
    if (text.length() > MAX_TEXT) {
      return new Broken(Violation.TOO_LARGE);
    }
    if (NON_FINITE.matcher(text).matches()) {
      return new Broken(Violation.NOT_FINITE);
    }
    if (!NUMBER.matcher(text).matches()) {
      return new Broken(Violation.NOT_A_NUMBER);
    }
    return finite(Double.parseDouble(text), Form.TEXT, isBeyondExact(text));
  }

  /// The number that a format writes as a text because it has no other way: it is a number.
  static Quantity written(String text) {
    Quantity told = of(text);
    return told instanceof Finite(var value, _, var rounded)
        ? new Finite(value, Form.NUMBER, rounded)
        : told;
  }

  /// A number.
  static Quantity of(double value) {
    return finite(value, Form.NUMBER, false);
  }

  /// A whole number.
  static Quantity of(long value) {
    return finite((double) value, Form.NUMBER, value > MAX_EXACT || value < -MAX_EXACT);
  }

  /// A whole number beyond a long.
  static Quantity of(BigInteger value) {
    return finite(value.doubleValue(), Form.NUMBER, true);
  }

  private static boolean isBeyondExact(String number) {
    return number.chars().noneMatch(c -> c == '.' || c == 'e' || c == 'E')
        && new BigInteger(number).abs().compareTo(BigInteger.valueOf(MAX_EXACT)) > 0;
  }

  private static Quantity finite(double value, Form form, boolean rounded) {
    return Double.isFinite(value)
        ? new Finite(value + 0.0, form, rounded)
        : new Broken(Violation.NOT_FINITE);
  }
}
