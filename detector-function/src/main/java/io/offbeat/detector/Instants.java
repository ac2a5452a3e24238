package io.offbeat.detector;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Instant;

/// Instants in a device's packed state: seconds since 1970 (8 bytes), nanoseconds (4 bytes).
final class Instants {
  private Instants() {}

  static void encode(Instant instant, DataOutput out) throws IOException {
    out.writeLong(instant.getEpochSecond());
    out.writeInt(instant.getNano());
  }

  static Instant decode(DataInput in) throws IOException {
    return Instant.ofEpochSecond(in.readLong(), in.readInt());
  }
}
