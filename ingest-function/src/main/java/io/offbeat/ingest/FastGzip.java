package io.offbeat.ingest;

import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/// Gzip at its fastest level: the archive's lines are large, and a reading has two microseconds for
/// its whole way through the function.
final class FastGzip extends GZIPOutputStream {
  private static final int BUFFER = 1 << 16;

  FastGzip(OutputStream out) throws IOException {
    super(out, BUFFER);
    def.setLevel(Deflater.BEST_SPEED);
  }
}
