package io.offbeat.model.wire;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/// A few values of one series in as few bytes as they need, to the bit: most sensors report a few
/// decimals, and neighbours differ little.
///
/// First how many decimals make all of them exact, 0 to 15, or 16 for none (1 byte). With decimals,
/// each value in units of the last one, less the value before it (0 before the first), zigzag and
/// LEB128; without, as 8 bytes each, IEEE 754.
public final class ValuesCodec {
  private static final int MORE = 0x80;
  private static final int BITS = 7;

  private ValuesCodec() {}

  /// Writes values; how many there are must be known to the reader.
  public static void encode(double[] values, DataOutput out) throws IOException {
    int scale = 0;
    for (double value : values) {
      scale = Scale.of(value, scale);
    }
    for (double value : values) {
      scale = Scale.isExact(value, scale) ? scale : Scale.RAW;
    }
    out.writeByte(scale);
    long before = 0;
    for (double value : values) {
      if (scale == Scale.RAW) {
        out.writeDouble(value);
      } else {
        long count = Scale.count(value, scale);
        write(count - before, out);
        before = count;
      }
    }
  }

  /// Reads as many values.
  ///
  /// @throws IOException when the bytes are none
  public static double[] decode(int count, DataInput in) throws IOException {
    int scale = in.readUnsignedByte();
    if (scale > Scale.RAW) {
      throw new IOException("values have 0 to 16 decimals, not %d".formatted(scale));
    }
    double[] values = new double[count];
    long before = 0;
    for (int i = 0; i < count; i++) {
      if (scale == Scale.RAW) {
        values[i] = in.readDouble();
      } else {
        before += read(in);
        values[i] = Scale.value(before, scale);
      }
    }
    return values;
  }

  private static void write(long signed, DataOutput out) throws IOException {
    long rest = (signed << 1) ^ (signed >> (Long.SIZE - 1));
    while ((rest & -MORE) != 0) {
      out.writeByte((int) (rest & (MORE - 1)) | MORE);
      rest >>>= BITS;
    }
    out.writeByte((int) rest);
  }

  private static long read(DataInput in) throws IOException {
    long zigzag = 0;
    for (int shift = 0; shift < Long.SIZE; shift += BITS) {
      int next = in.readUnsignedByte();
      zigzag |= (long) (next & (MORE - 1)) << shift;
      if (next < MORE) {
        return (zigzag >>> 1) ^ -(zigzag & 1);
      }
    }
    throw new IOException("a number of more than 64 bits");
  }
}
