package io.offbeat.detection;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Instant;

/// What is normal for a series, learned one reading at a time.
public final class Baseline {
  private static final int VERSION = 1;

  private Baseline() {}

  /// The baseline of a series without a reading.
  public static Baseline fresh() {
    return new Baseline();
  }

  /// What the baseline says of a reading; it stays as it is.
  ///
  /// @param at event time of the reading, whether late or not
  /// @param value a finite value
  /// @throws IllegalArgumentException when the value is not finite
  public Judgement judge(Instant at, double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("value at %s is not finite: %s".formatted(at, value));
    }
    return new Judgement(0, Verdict.WARMING_UP, null, null, false);
  }

  /// What the baseline says of the newest reading, which it then learns.
  ///
  /// @param at event time of the reading, not before that of any reading learned
  /// @param value a finite value
  /// @throws IllegalArgumentException when the value is not finite or the reading is late
  public Judgement learn(Instant at, double value) {
    return judge(at, value);
  }

  /// Writes all that it has learned.
  public void encode(DataOutput out) throws IOException {
    out.writeByte(VERSION);
  }

  /// Reads a baseline that [#encode] wrote: it judges and learns exactly as that one would have.
  ///
  /// @throws IOException when the bytes are of a newer layout, or end too soon
  public static Baseline decode(DataInput in) throws IOException {
    int version = in.readUnsignedByte();
    if (version != VERSION) {
      throw new IOException("layout %d of a baseline is not known".formatted(version));
    }
    return new Baseline();
  }
}
