package io.offbeat.ingest.format;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.zip.GZIPInputStream;

/// gzip (RFC 1952), one member or several.
///
/// @param allowance what may be inflated
record Gzip(Allowance allowance) implements Container {
  @Override
  public boolean recognises(byte[] bytes) {
    return bytes.length > 2 && bytes[0] == 0x1f && bytes[1] == (byte) 0x8b;
  }

  @Override
  public Opened open(byte[] bytes) throws Unopened {
    try (var members = new Members(new ByteArrayInputStream(bytes), bytes.length)) {
      byte[] inflated = allowance.inflate(members);
      return new Opened(List.of(inflated), members.areAll());
    } catch (IOException e) {
      throw new Unopened(Violation.CORRUPT);
    }
  }

  /// The members, in a buffer as long as they are: so that what stands behind them is in sight.
  private static final class Members extends GZIPInputStream {
    private static final int TRAILER = 8;

    Members(InputStream bytes, int length) throws IOException {
      super(bytes, length);
    }

    /// Whether the last member's trailer is the end.
    boolean areAll() {
      return inf.getRemaining() == TRAILER;
    }
  }
}
