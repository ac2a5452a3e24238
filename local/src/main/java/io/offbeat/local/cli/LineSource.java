package io.offbeat.local.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Lines of bytes, as they are, from input that may pause. The last one need not end.
final class LineSource {
  /// Longest line that is kept whole: the largest record that Kinesis takes, 10 MiB.
  static final int LONGEST = 10 << 20;

  private static final int FIRST_ROOM = 1 << 16;

  private final InputStream in;
  private byte[] buffer = new byte[FIRST_ROOM];
  private int from;
  private int to;
  private int searched;
  private boolean ended;
  private long number;
  private boolean whole = true;

  LineSource(InputStream in) {
    this.in = in;
  }

  /// What stands on the next line, awaited; null after the last line. Of a line longer than
  /// [#LONGEST], its beginning.
  byte @Nullable [] next() throws IOException {
    int end = find();
    while (end < 0 && !ended && to - from <= LONGEST) {
      fill();
      end = find();
    }
    whole = end >= 0 || to - from <= LONGEST;
    if (!whole) {
      return beginning();
    }
    if (end >= 0) {
      return take(end, end + 1);
    }
    return from < to ? take(to, to) : null;
  }

  /// Number of the line that was last taken, from 1.
  long number() {
    return number;
  }

  /// Whether the line that was last taken is all there.
  boolean whole() {
    return whole;
  }

  /// Whether waiting for the next line may take time.
  boolean pauses() throws IOException {
    while (find() < 0 && !ended && to - from <= LONGEST && in.available() > 0) {
      fill();
    }
    return find() < 0;
  }

  private byte[] take(int end, int next) {
    int length = end > from && buffer[end - 1] == '\r' ? end - 1 : end;
    byte[] line = Arrays.copyOfRange(buffer, from, length);
    number++;
    from = next;
    searched = next;
    return line;
  }

  /// Passes over the rest of the line.
  private byte[] beginning() throws IOException {
    byte[] line = take(from + LONGEST, to);
    int end = find();
    while (end < 0 && !ended) {
      from = to;
      fill();
      end = find();
    }
    from = end < 0 ? to : end + 1;
    searched = from;
    return line;
  }

  private int find() {
    while (searched < to) {
      if (buffer[searched] == '\n') {
        return searched;
      }
      searched++;
    }
    return -1;
  }

  private void fill() throws IOException {
    makeRoom();
    int read = in.read(buffer, to, buffer.length - to);
    if (read < 0) {
      ended = true;
    } else {
      to += read;
    }
  }

  private void makeRoom() {
    if (from > 0) {
      System.arraycopy(buffer, from, buffer, 0, to - from);
      to -= from;
      searched -= from;
      from = 0;
    }
    if (to == buffer.length) {
      buffer = Arrays.copyOf(buffer, 2 * buffer.length);
    }
  }
}
