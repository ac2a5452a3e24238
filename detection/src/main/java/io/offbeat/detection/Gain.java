package io.offbeat.detection;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/// What knowing something gains: moving averages of the errors made with it and without it.
///
/// @param without mean error without; >= 0
/// @param with mean error with it; >= 0
record Gain(float without, float with) {
  static final Gain NONE = new Gain(0, 0);

  /// At most this much of the error may be left.
  private static final double GATE = 0.7;

  /// Whether it cuts the error by 30 %; less than that comes by chance.
  boolean isWorthIt() {
    return with < GATE * without;
  }

  /// The gain after two more errors.
  ///
  /// @param weight of these, up to 1
  Gain after(double nextWithout, double nextWith, double weight) {
    return new Gain(
        without + (float) (weight * (nextWithout - without)),
        with + (float) (weight * (nextWith - with)));
  }

  void encode(DataOutput out) throws IOException {
    out.writeFloat(without);
    out.writeFloat(with);
  }

  static Gain decode(DataInput in) throws IOException {
    return new Gain(in.readFloat(), in.readFloat());
  }
}
