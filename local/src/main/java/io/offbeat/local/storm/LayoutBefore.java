package io.offbeat.local.storm;

import io.offbeat.detection.Baseline;
import io.offbeat.detection.Episode;
import io.offbeat.model.wire.ValuesCodec;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/// A device's state in the layout before: that of its baselines which knows of no week on trial.
/// `docs/wire-format.md` has the way through the bytes; what is cut is all that tells the two
/// apart.
final class LayoutBefore {
  /// The number that a baseline's bytes begin with.
  static final int NUMBER = 3;

  private static final int PLAIN = 0;
  private static final int HEADER = 2;
  private static final int INSTANT = 12;
  private static final int GAPS = 9;
  private static final int OPEN = 4;
  private static final int TOLD = 8;

  private final byte[] body;
  private final DataInputStream in;

  private LayoutBefore(byte[] state) throws IOException {
    this.body = body(state);
    this.in = new DataInputStream(new ByteArrayInputStream(body));
  }

  private static byte[] body(byte[] state) throws IOException {
    if (state[1] == PLAIN) {
      return Arrays.copyOfRange(state, HEADER, state.length);
    }
    int from = HEADER + Integer.BYTES;
    var deflated = new ByteArrayInputStream(state, from, state.length - from);
    try (var inflater = new Inflater(true);
        var inflated = new InflaterInputStream(deflated, inflater)) {
      return inflated.readAllBytes();
    }
  }

  /// The state as the release before writes it, not deflated.
  ///
  /// @param state as it is written now
  /// @param number of the layout, as the baselines tell it
  static byte[] of(byte[] state, int number) {
    try {
      return new LayoutBefore(state).written(state[0], number);
    } catch (IOException e) {
      throw new UncheckedIOException("not a state of now", e);
    }
  }

  /// Up to where a device's readings are applied: two states of it that have this in common have
  /// folded the same.
  static ByteBuffer applied(byte[] state) {
    try {
      var from = new LayoutBefore(state);
      return ByteBuffer.wrap(from.body, INSTANT, from.passApplied() - INSTANT);
    } catch (IOException e) {
      throw new UncheckedIOException("not a state", e);
    }
  }

  private byte[] written(byte layout, int number) throws IOException {
    var out = new ByteArrayOutputStream();
    out.write(layout);
    out.write(PLAIN);
    passApplied();
    for (int events = in.readInt(); events > 0; events--) {
      in.readUTF();
    }
    int copied = 0;
    for (int series = in.readInt(); series > 0; series--) {
      passHead();
      int from = position();
      out.write(body, copied, from - copied);
      Baseline.decode(in);
      copied = position();
      out.writeBytes(cut(Arrays.copyOfRange(body, from, copied), number));
      passEpisodes();
    }
    out.write(body, copied, body.length - copied);
    return out.toByteArray();
  }

  /// A baseline without what the layout before has no room for, which is at its end.
  private static byte[] cut(byte[] baseline, int number) throws IOException {
    baseline[0] = NUMBER;
    var rest = new ByteArrayInputStream(baseline);
    Baseline.decode(new DataInputStream(rest));
    byte[] before = Arrays.copyOf(baseline, baseline.length - rest.available());
    before[0] = (byte) number;
    return before;
  }

  private int position() throws IOException {
    return body.length - in.available();
  }

  private int passApplied() throws IOException {
    in.skipNBytes(INSTANT);
    for (int shards = in.readInt(); shards > 0; shards--) {
      in.readUTF();
      in.skipNBytes(in.readUnsignedByte() + Integer.BYTES + INSTANT);
    }
    return position();
  }

  /// Passes what a series has before its baseline.
  private void passHead() throws IOException {
    in.readUTF();
    in.skipNBytes(INSTANT + INSTANT + GAPS);
    in.readUTF();
    ValuesCodec.decode(in.readUnsignedByte(), in);
  }

  /// Passes what a series has behind its baseline.
  private void passEpisodes() throws IOException {
    int flags = in.readUnsignedByte();
    if ((flags & OPEN) != 0) {
      Episode.decode(in);
    }
    if ((flags & TOLD) != 0) {
      in.skipNBytes(INSTANT + INSTANT + Double.BYTES);
    }
  }
}
