package io.offbeat.detection;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/// The refractory time of an alarm: while it lasts, only what is clearly stronger alarms again, and
/// readings teach slowly, for they are likely part of the trouble.
///
/// @param left readings until it ends; 0 when there is none
/// @param peak distance from normal that cast it
record Shadow(int left, float peak) {
  static final Shadow NONE = new Shadow(0, 0);

  /// Clearly stronger: ten times as rare.
  private static final double CLEARLY = 1;

  /// Whether a reading at this distance alarms, anomalous from the threshold on.
  boolean lets(double distance, double threshold) {
    return left > 0 ? distance > peak + CLEARLY : distance >= threshold;
  }

  /// The shadow after a reading at this distance.
  Shadow after(double distance, double threshold, Cadence cadence) {
    if (lets(distance, threshold)) {
      return new Shadow(cadence.refractory(), (float) distance);
    }
    return left > 0 ? new Shadow(left - 1, peak) : this;
  }

  /// What the next reading teaches, in quarter readings.
  int weight() {
    return left > 0 ? 1 : Tail.WHOLE;
  }

  void encode(DataOutput out) throws IOException {
    Varint.write(out, left);
    out.writeFloat(peak);
  }

  static Shadow decode(DataInput in) throws IOException {
    return new Shadow(Varint.read(in), in.readFloat());
  }
}
