package io.offbeat.checks.crash;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Properties;

/// What outlives a killed process: how far it has come in each shard, and what time it is. Kept in
/// a file that is always whole.
final class Progress {
  /// Time that passes with each look at the clock.
  private static final Duration LOOK = Duration.ofSeconds(2);

  private static final String TIME = "time";

  private final Path file;
  private final Properties reached;
  private final Clock clock = new Looked();

  private Progress(Path file, Properties reached) {
    this.file = file;
    this.reached = reached;
  }

  /// The beginning, at an instant.
  static void begin(Path file, Instant time) throws IOException {
    var progress = new Progress(file, new Properties());
    progress.reached.setProperty(TIME, time.toString());
    progress.save();
  }

  /// What a file has.
  static Progress in(Path file) throws IOException {
    var reached = new Properties();
    try (var reader = Files.newBufferedReader(file)) {
      reached.load(reader);
    }
    return new Progress(file, reached);
  }

  /// The time: the later, the more it has been asked for.
  Clock clock() {
    return clock;
  }

  /// The last record of a shard that is done with; empty when none is.
  Optional<String> of(String stream, String shard) {
    return Optional.ofNullable(reached.getProperty(stream + "/" + shard));
  }

  /// Remembers that a record, and all before it, is done with.
  void reach(String stream, String shard, String number) throws IOException {
    reached.setProperty(stream + "/" + shard, number);
    save();
  }

  private void save() throws IOException {
    Path next = file.resolveSibling(file.getFileName() + ".next");
    try (var writer = Files.newBufferedWriter(next)) {
      reached.store(writer, "what outlives the process");
    }
    Files.move(next, file, ATOMIC_MOVE);
  }

  private final class Looked extends Clock {
    @Override
    public Instant instant() {
      synchronized (reached) {
        Instant time = Instant.parse(reached.getProperty(TIME, "")).plus(LOOK);
        reached.setProperty(TIME, time.toString());
        return time;
      }
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
