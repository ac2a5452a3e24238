package io.offbeat.detection;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/// Counts in as few bytes as they need: seven bits a byte, lowest first, the eighth says "more".
final class Varint {
  private static final int MORE = 0x80;

  private Varint() {}

  static void write(DataOutput out, int count) throws IOException {
    int rest = count;
    while (rest >= MORE) {
      out.writeByte((rest & (MORE - 1)) | MORE);
      rest >>>= 7;
    }
    out.writeByte(rest);
  }

  static int read(DataInput in) throws IOException {
    int count = 0;
    for (int shift = 0; shift < Integer.SIZE; shift += 7) {
      int next = in.readUnsignedByte();
      count |= (next & (MORE - 1)) << shift;
      if (next < MORE) {
        return count;
      }
    }
    throw new IOException("a count of more than 32 bits");
  }
}
