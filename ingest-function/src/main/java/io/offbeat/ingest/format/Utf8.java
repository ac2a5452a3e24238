package io.offbeat.ingest.format;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Optional;

/// Strict UTF-8: shortest forms only, no surrogates; so bytes and text are each other's image.
public final class Utf8 {
  private Utf8() {}

  /// The text that bytes are; empty when they are not UTF-8.
  public static Optional<String> text(byte[] bytes) {
    if (isAscii(bytes)) {
      return Optional.of(new String(bytes, US_ASCII));
    }
    try {
      return Optional.of(UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  /// Whether all bytes are ASCII and none is zero, as in nearly every payload: such bytes mean the
  /// same in UTF-8 and to a reader that would take zeros for a sign of UTF-16 or UTF-32.
  static boolean isAscii(byte[] bytes) {
    int union = 0;
    for (byte b : bytes) {
      union |= b - 1;
    }
    return union >= 0;
  }
}
