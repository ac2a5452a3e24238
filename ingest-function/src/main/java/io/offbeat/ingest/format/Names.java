package io.offbeat.ingest.format;

import static io.offbeat.ingest.format.Violation.CONTROL_CHARACTER;
import static io.offbeat.ingest.format.Violation.LONE_SURROGATE;
import static io.offbeat.ingest.format.Violation.NAME_TOO_LONG;

import io.offbeat.model.SeriesKey;
import java.util.EnumSet;
import java.util.Set;

/// The rules for names of devices, metrics and units.
final class Names {
  private Names() {}

  /// The rules that a name breaks; whether it may be empty is its reader's to say.
  static Set<Violation> violations(String name) {
    return isPlain(name) ? Set.of() : closely(name);
  }

  /// Short, and printable ASCII: nearly every name.
  private static boolean isPlain(String name) {
    if (name.length() > SeriesKey.MAX_NAME_BYTES) {
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c < ' ' || c > '~') {
        return false;
      }
    }
    return true;
  }

  private static Set<Violation> closely(String name) {
    Set<Violation> violations = EnumSet.noneOf(Violation.class);
    long bytes = 0;
    for (int i = 0; i < name.length(); ) {
      int c = name.codePointAt(i);
      if (Character.MIN_SURROGATE <= c && c <= Character.MAX_SURROGATE) {
        violations.add(LONE_SURROGATE);
      } else if (!SeriesKey.isNameCharacter(c)) {
        violations.add(CONTROL_CHARACTER);
      }
      bytes += c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
      i += Character.charCount(c);
    }
    if (bytes > SeriesKey.MAX_NAME_BYTES) {
      violations.add(NAME_TOO_LONG);
    }
    return violations;
  }
}
