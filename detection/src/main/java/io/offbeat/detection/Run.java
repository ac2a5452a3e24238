package io.offbeat.detection;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/// How long a series has repeated its value, and what is long for it: finds a sensor that is stuck.
///
/// A series that is constant, or mostly, is never stuck: it has to change often enough for a
/// silence of its changes to mean something.
///
/// @param length equal readings up to now
/// @param longest the longest earlier run, fading by a 256th a run
/// @param changes the share of readings that changed the value, memory 200; a run's first five
///   readings count
record Run(int length, int longest, float changes) {
  static final Run NONE = new Run(1, 0, 0);

  /// Never stuck before an hour of minutes, nor three times the longest earlier run.
  private static final int LEAST = 60;

  private static final int TIMES = 3;

  /// Never stuck before this many readings: the longest run is not known.
  private static final int YOUNG = 100;

  /// Nor when less than a fifth of the readings are changes.
  private static final double LIVELY = 0.2;

  private static final int FADE = 256;
  private static final int COUNTED = 5;

  /// The run after another reading.
  ///
  /// @param same whether it repeats the value, not after a gap
  Run after(boolean same, boolean gap) {
    boolean goesOn = same && !gap;
    int next = goesOn ? length + 1 : 1;
    int known = goesOn ? longest : Math.max(longest - longest / FADE, length);
    float share = changes;
    if (next < COUNTED) {
      share += (float) (Baseline.SLOW * ((same ? 0 : 1) - changes));
    }
    return new Run(next, known, share);
  }

  /// Whether the run has just become too long; true once a run.
  boolean isStuck(int readings) {
    return readings > YOUNG && changes > LIVELY && length == Math.max(LEAST, TIMES * longest);
  }

  void encode(DataOutput out) throws IOException {
    Varint.write(out, length);
    Varint.write(out, longest);
    out.writeFloat(changes);
  }

  static Run decode(DataInput in) throws IOException {
    return new Run(Varint.read(in), Varint.read(in), in.readFloat());
  }
}
