package io.offbeat.detector;

import io.offbeat.model.wire.WireFormatException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/// A device's packed state: `docs/wire-format.md` has its layout.
///
/// The same state is the same bytes, whatever led to it. Name and version stand beside it in the
/// store.
public final class DeviceCodec {
  /// The layout written, and the only one read.
  public static final int LAYOUT = 1;

  /// Longest unpacked state, in bytes: far more than an item's 400 KB ever hold.
  public static final int MAX_BYTES = 1 << 24;

  private static final byte PLAIN = 0;
  private static final byte DEFLATED = 1;

  private DeviceCodec() {}

  /// What a state is made of.
  interface Part {
    /// Writes it.
    void encode(DataOutput out) throws IOException;
  }

  /// The state as bytes, deflated where that makes them fewer.
  public static byte[] encode(Device device) {
    return pack(plain(device::encode));
  }

  /// Whether a part of a state takes no more bytes than these, packed as the whole one is.
  static boolean fits(Part part, int bytes) {
    byte[] plain = plain(part);
    return plain.length + 2 <= bytes || pack(plain).length <= bytes;
  }

  private static byte[] pack(byte[] plain) {
    byte[] packed = new byte[Math.max(0, plain.length - Integer.BYTES)];
    int length = deflate(plain, packed);
    return length < 0
        ? ByteBuffer.allocate(2 + plain.length).put(header(PLAIN)).put(plain).array()
        : ByteBuffer.allocate(2 + Integer.BYTES + length)
            .put(header(DEFLATED))
            .putInt(plain.length)
            .put(packed, 0, length)
            .array();
  }

  /// The device whose state [#encode] wrote.
  ///
  /// @param name its name
  /// @param version the version under which it was saved
  /// @throws WireFormatException when the bytes are no state, or of a layout that is not known
  public static Device decode(String name, long version, byte[] state) {
    try (var in = new DataInputStream(new ByteArrayInputStream(plain(state)))) {
      Device device = Device.decode(name, version, in);
      if (in.available() > 0) {
        throw new IOException("%d bytes are left over".formatted(in.available()));
      }
      return device;
    } catch (IOException
        | IllegalArgumentException
        | DateTimeException
        | DataFormatException
        | WireFormatException e) {
      throw new WireFormatException(
          "state of device %s cannot be read: %s".formatted(name, e.getMessage()), e);
    }
  }

  private static byte[] header(byte form) {
    return new byte[] {LAYOUT, form};
  }

  private static byte[] plain(Part part) {
    var bytes = new ByteArrayOutputStream();
    try (var out = new DataOutputStream(bytes)) {
      part.encode(out);
    } catch (IOException e) {
      throw new UncheckedIOException("an array takes every byte", e);
    }
    return bytes.toByteArray();
  }

  private static byte[] plain(byte[] state) throws IOException, DataFormatException {
    if (state.length < 2 || state[0] != LAYOUT) {
      throw new IOException(
          "expected layout %d, not %s".formatted(LAYOUT, Arrays.toString(Arrays.copyOf(state, 2))));
    }
    return switch (state[1]) {
      case PLAIN -> Arrays.copyOfRange(state, 2, state.length);
      case DEFLATED -> inflate(ByteBuffer.wrap(state, 2, state.length - 2));
      default -> throw new IOException("form %d is not known".formatted(state[1]));
    };
  }

  /// Deflates into an array.
  ///
  /// @return the length, or -1 when it does not fit
  private static int deflate(byte[] plain, byte[] packed) {
    try (var deflater = new Deflater(Deflater.BEST_SPEED, true)) {
      deflater.setInput(plain);
      deflater.finish();
      int length = deflater.deflate(packed);
      return deflater.finished() ? length : -1;
    }
  }

  private static byte[] inflate(ByteBuffer packed) throws IOException, DataFormatException {
    int length = packed.remaining() < Integer.BYTES ? -1 : packed.getInt();
    if (length < 0 || length > MAX_BYTES) {
      throw new IOException("length %d is not 0 to %d".formatted(length, MAX_BYTES));
    }
    try (var inflater = new Inflater(true)) {
      inflater.setInput(packed);
      byte[] plain = new byte[length + 1];
      int inflated = inflater.inflate(plain);
      if (inflated != length || !inflater.finished() || inflater.getRemaining() > 0) {
        throw new IOException("%d bytes do not inflate to %d".formatted(inflated, length));
      }
      return Arrays.copyOf(plain, length);
    }
  }
}
