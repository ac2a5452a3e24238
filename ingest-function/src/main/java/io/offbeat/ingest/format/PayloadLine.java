package io.offbeat.ingest.format;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A line of a payload that stands for itself because another one is broken.
final class PayloadLine {
  private final int number;
  private final byte[] bytes;

  private PayloadLine(int number, byte[] bytes) {
    this.number = number;
    this.bytes = bytes;
  }

  /// The lines of a payload that are not blank.
  static List<PayloadLine> of(Payload payload) {
    byte[] bytes = payload.bytes();
    List<PayloadLine> lines = new ArrayList<>();
    int number = 1;
    for (int from = 0; from < bytes.length; number++) {
      int to = from;
      while (to < bytes.length && bytes[to] != '\n') {
        to++;
      }
      var line = new PayloadLine(number, Arrays.copyOfRange(bytes, from, to));
      if (!line.isBlank()) {
        lines.add(line);
        payload.allowance().line();
      }
      from = to + 1;
    }
    return lines;
  }

  /// Its number, from 1.
  int number() {
    return number;
  }

  /// The line, without its end.
  byte[] bytes() {
    return bytes;
  }

  private boolean isBlank() {
    return new String(bytes, ISO_8859_1).isBlank();
  }
}
