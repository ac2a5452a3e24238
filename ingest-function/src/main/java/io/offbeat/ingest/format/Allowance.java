package io.offbeat.ingest.format;

import io.offbeat.ingest.format.Container.Unopened;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// What the records of a batch may cost to decode. A few bytes can hold gigabytes, and a name that
/// stands once can be the name of every reading: so what is inflated is counted, and every text
/// that is made.
final class Allowance {
  /// Most bytes that a record inflates to, all its containers together.
  static final int MAX_INFLATED = 64 << 20;

  /// Most bytes that a batch inflates to.
  static final int MAX_INFLATED_BATCH = 128 << 20;

  /// Most readings of a record, poison and what is passed over among them; at some 400 bytes each
  /// while they are decoded. Most lines, too, and payloads that containers hold.
  static final int MAX_READINGS = 250_000;

  /// Most characters of a record's names and places: 268 of each of its readings.
  static final int MAX_TEXT = 64 << 20;

  /// Most characters of a batch's names and places: some three seconds' work.
  static final long MAX_TEXT_BATCH = 1L << 30;

  /// Most containers of a record: opening one costs some ten microseconds, however little it holds.
  static final int MAX_CONTAINERS = 50_000;

  /// Most lines of a record that are read one by one because a line is broken; to tell the format,
  /// and then to read it, each is looked at twice.
  static final int MAX_LINES = 2 * MAX_READINGS;

  private int inflatableOfBatch = MAX_INFLATED_BATCH;
  private int inflatableOfRecord = MAX_INFLATED;
  private int containersOfRecord = MAX_CONTAINERS;
  private int linesOfRecord = MAX_LINES;
  private long textOfBatch = MAX_TEXT_BATCH;
  private long textOfRecord = MAX_TEXT;

  /// A record begins.
  void startRecord() {
    inflatableOfRecord = MAX_INFLATED;
    containersOfRecord = MAX_CONTAINERS;
    linesOfRecord = MAX_LINES;
    textOfRecord = Math.min(MAX_TEXT, textOfBatch);
  }

  /// Allows a number of readings, or of what may hold some.
  ///
  /// @throws RecordTooLarge when they are more than a record may have
  static void require(int readings) {
    if (readings > MAX_READINGS) {
      throw new RecordTooLarge("%,d readings".formatted(MAX_READINGS));
    }
  }

  /// Allows a text that was made.
  ///
  /// @throws RecordTooLarge when it is more than the record, or its batch, may have
  void text(int characters) {
    textOfRecord -= characters;
    textOfBatch -= characters;
    if (textOfRecord < 0) {
      throw new RecordTooLarge("%,d characters of names".formatted(MAX_TEXT));
    }
  }

  /// Allows a line to be read for itself.
  ///
  /// @throws RecordTooLarge when the record has more broken text than it may
  void line() {
    linesOfRecord--;
    if (linesOfRecord < 0) {
      throw new RecordTooLarge("%,d lines, if one of them is broken".formatted(MAX_READINGS));
    }
  }

  /// Allows a container to be opened.
  ///
  /// @throws RecordTooLarge when the record has opened more than it may
  void container() {
    containersOfRecord--;
    if (containersOfRecord < 0) {
      throw new RecordTooLarge("%,d containers".formatted(MAX_CONTAINERS));
    }
  }

  /// All that a stream of inflated bytes holds; what it holds before it breaks counts too.
  ///
  /// @throws Unopened when it holds too much, or is broken
  byte[] inflate(InputStream stream) throws Unopened {
    int left = Math.min(inflatableOfRecord, inflatableOfBatch);
    try {
      byte[] inflated = new Counted(stream).readNBytes(left);
      if (inflated.length == left && stream.read() >= 0) {
        throw new Unopened(Violation.TOO_LARGE);
      }
      return inflated;
    } catch (IOException e) {
      throw new Unopened(Violation.CORRUPT);
    }
  }

  private final class Counted extends FilterInputStream {
    Counted(InputStream stream) {
      super(stream);
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
      int count = super.read(bytes, from, length);
      inflatableOfRecord -= Math.max(count, 0);
      inflatableOfBatch -= Math.max(count, 0);
      return count;
    }
  }
}
