package io.offbeat.detector;

import java.io.ByteArrayOutputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/// What writes itself, as an array.
final class Encoded {
  interface Writer {
    void writeTo(DataOutput out) throws IOException;
  }

  private Encoded() {}

  static byte[] bytes(Writer writer) {
    var bytes = new ByteArrayOutputStream();
    try {
      writer.writeTo(new DataOutputStream(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
