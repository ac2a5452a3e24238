package io.offbeat.ingest.format;

import io.offbeat.ingest.format.Container.Unopened;
import java.io.IOException;
import java.io.InputStream;

/// How much may be inflated: a few bytes can hold gigabytes.
final class Inflation {
  /// Most bytes of a record, all its containers together.
  static final int MAX_RECORD = 64 << 20;

  /// Most bytes of a batch.
  static final int MAX_BATCH = 128 << 20;

  private int leftOfBatch = MAX_BATCH;
  private int leftOfRecord = MAX_RECORD;

  /// Opens the stream of what is inflated.
  @FunctionalInterface
  interface Source {
    InputStream open() throws IOException;
  }

  /// A record begins.
  void startRecord() {
    leftOfRecord = MAX_RECORD;
  }

  /// All that a stream holds.
  ///
  /// @throws Unopened when it holds too much, or is broken
  byte[] inflate(Source source) throws Unopened {
    int left = Math.min(leftOfRecord, leftOfBatch);
    try (InputStream in = source.open()) {
      byte[] inflated = in.readNBytes(left);
      boolean whole = inflated.length < left || in.read() < 0;
      leftOfRecord -= inflated.length;
      leftOfBatch -= inflated.length;
      if (!whole) {
        throw new Unopened(Violation.TOO_LARGE);
      }
      return inflated;
    } catch (IOException e) {
      throw new Unopened(Violation.CORRUPT);
    }
  }
}
