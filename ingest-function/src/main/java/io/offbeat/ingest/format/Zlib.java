package io.offbeat.ingest.format;

import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/// zlib (RFC 1950).
///
/// Its two first bytes may begin a text, such as `x^2`; but compressed bytes are not all printable.
///
/// @param allowance what may be inflated
record Zlib(Allowance allowance) implements Container {
  private static final int DEFLATE_32K = 0x78;
  private static final int HEADER_CHECK = 31;
  private static final int LOOKED_AT = 32;

  @Override
  public boolean recognises(byte[] bytes) {
    return bytes.length > 2
        && bytes[0] == DEFLATE_32K
        && ((bytes[0] << 8) + (bytes[1] & 0xff)) % HEADER_CHECK == 0
        && !isText(bytes);
  }

  private static boolean isText(byte[] bytes) {
    for (int i = 0; i < Math.min(bytes.length, LOOKED_AT); i++) {
      boolean space = bytes[i] == '\n' || bytes[i] == '\r' || bytes[i] == '\t';
      if ((bytes[i] < ' ' || bytes[i] > '~') && !space) {
        return false;
      }
    }
    return true;
  }

  @Override
  public Opened open(byte[] bytes) throws Unopened {
    try (var inflater = new Inflater()) {
      var stream = new InflaterInputStream(new ByteArrayInputStream(bytes), inflater, bytes.length);
      byte[] inflated = allowance.inflate(stream);
      return new Opened(List.of(inflated), inflater.getRemaining() == 0);
    }
  }
}
