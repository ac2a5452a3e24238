package io.offbeat.alert;

import static java.nio.charset.StandardCharsets.UTF_8;

/// Keeps texts within what a message may hold.
final class Bytes {
  /// A message and its attributes take 256 KiB at most. The text may be in it twice, and JSON may
  /// double it.
  static final int MAX_TEXT = 60 * 1024;

  /// Stands at the end of a text that was cut.
  static final String CUT = "\n[cut here: the rest does not fit into one message]\n";

  private Bytes() {}

  /// The text, or as much of it as fits, and a line that says so.
  static String fitting(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    if (bytes.length <= MAX_TEXT) {
      return text;
    }
    int end = MAX_TEXT - CUT.length();
    while ((bytes[end] & 0xC0) == 0x80) {
      end--;
    }
    return new String(bytes, 0, end, UTF_8) + CUT;
  }
}
