package io.offbeat.ingest.format;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Readings as our own JSON: one object, an array of objects, or several of these, as a rule a line
/// each. `docs/data-formats.md` has the fields.
///
/// A payload that is JSON throughout is read as such, over however many lines. When it is not, each
/// line stands for itself, so that a broken line costs no other; unless no line is JSON either:
/// then all readings before the fault count, and the rest is one poison.
final class CanonicalJson implements Format {
  @Override
  public boolean recognises(byte[] payload) {
    boolean lineBegins = true;
    for (byte b : payload) {
      if (lineBegins && (b == '{' || b == '[')) {
        return true;
      }
      lineBegins = b == '\n' || (lineBegins && isInvisible(b));
    }
    return false;
  }

  /// White space, or a byte of the mark that some editors put first (EF BB BF).
  private static boolean isInvisible(byte b) {
    return b == ' '
        || b == '\t'
        || b == '\r'
        || b == (byte) 0xef
        || b == (byte) 0xbb
        || b == (byte) 0xbf;
  }

  @Override
  public List<Decoded> decode(byte[] payload, Instant arrivedAt) {
    JsonDocument whole = JsonDocument.read(payload, 1, arrivedAt);
    if (whole.wellFormed()) {
      return whole.found();
    }
    List<JsonDocument> lines = lines(payload, arrivedAt);
    boolean eachForItself = lines.size() > 1 && lines.stream().anyMatch(JsonDocument::wellFormed);
    return eachForItself
        ? lines.stream().flatMap(line -> line.found().stream()).toList()
        : whole.found();
  }

  private static List<JsonDocument> lines(byte[] payload, Instant arrivedAt) {
    List<JsonDocument> lines = new ArrayList<>();
    int number = 1;
    for (int from = 0; from < payload.length; number++) {
      int to = from;
      while (to < payload.length && payload[to] != '\n') {
        to++;
      }
      byte[] line = Arrays.copyOfRange(payload, from, to);
      if (!new String(line, StandardCharsets.ISO_8859_1).isBlank()) {
        lines.add(JsonDocument.read(line, number, arrivedAt));
      }
      from = to + 1;
    }
    return lines;
  }
}
