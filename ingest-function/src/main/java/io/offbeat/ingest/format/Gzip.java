package io.offbeat.ingest.format;

import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.zip.GZIPInputStream;

/// gzip (RFC 1952), one member or several.
///
/// @param inflation what may be inflated
record Gzip(Inflation inflation) implements Container {
  @Override
  public boolean recognises(byte[] bytes) {
    return bytes.length > 2 && bytes[0] == 0x1f && bytes[1] == (byte) 0x8b;
  }

  @Override
  public List<byte[]> open(byte[] bytes) throws Unopened {
    return List.of(inflation.inflate(() -> new GZIPInputStream(new ByteArrayInputStream(bytes))));
  }
}
