package io.offbeat.ingest.format;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// One rule that a reading or record can break, by which it becomes poison. `docs/data-formats.md`
/// describes each.
public enum Violation {
  /// No format knows these bytes.
  UNRECOGNISED,
  /// A container that breaks off, or whose sum is wrong.
  CORRUPT,
  /// Compressed by zstd, which is not read.
  ZSTD,
  /// An index into a table of a KPL aggregate that leads nowhere.
  BAD_INDEX,
  /// Traces or logs, where metrics are read.
  NOT_METRICS,
  /// A version, or a field that must be understood, that is not known.
  UNKNOWN_VERSION,
  /// Bytes that are not UTF-8.
  INVALID_UTF_8,
  /// Bytes that break the grammar of their format.
  MALFORMED,
  /// Nested deeper than any reading is, in JSON or in containers.
  TOO_DEEP,
  /// A text, number or record larger than any that holds readings.
  TOO_LARGE,
  /// A field or metric given twice in one object.
  DUPLICATE_KEY,
  /// No name of a device.
  DEVICE_MISSING,
  /// A value without the name of its metric.
  METRIC_MISSING,
  /// No value.
  VALUE_MISSING,
  /// A name that is not a text.
  NAME_NOT_TEXT,
  /// A name without characters.
  NAME_EMPTY,
  /// A name of more than 256 bytes of UTF-8.
  NAME_TOO_LONG,
  /// A name that holds a control character.
  CONTROL_CHARACTER,
  /// A name that holds half a character.
  LONE_SURROGATE,
  /// An event time that cannot be read.
  AT_UNREADABLE,
  /// A value that is no number.
  NOT_A_NUMBER,
  /// A value that is infinite or NaN.
  NOT_FINITE,
  /// A value outside the hard range that the rules give its series.
  IMPLAUSIBLE;

  private final String label = name().toLowerCase(Locale.ROOT).replace('_', '-');

  /// The name in the quarantine and in docs: lower case, words joined by `-`.
  @JsonValue
  public String label() {
    return label;
  }
}
