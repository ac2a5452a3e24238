package io.offbeat.alert;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.offbeat.model.wire.WireFormatException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/// Text as a table keeps it: deflated (RFC 1950), because items are paid by the kilobyte.
final class Deflated {
  private Deflated() {}

  static byte[] of(String text) {
    var bytes = new ByteArrayOutputStream();
    try (var deflater = new DeflaterOutputStream(bytes)) {
      deflater.write(text.getBytes(UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("memory takes what is written", e);
    }
    return bytes.toByteArray();
  }

  /// The text that [#of] made these bytes of.
  ///
  /// @throws WireFormatException when it made none
  static String text(byte[] bytes) {
    try (var inflater = new InflaterInputStream(new ByteArrayInputStream(bytes))) {
      return new String(inflater.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new WireFormatException("not deflated: " + e.getMessage(), e);
    }
  }
}
