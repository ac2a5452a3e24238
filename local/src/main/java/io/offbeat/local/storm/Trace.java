package io.offbeat.local.storm;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Supplier;

/// What happened, a line a step, and a hash of all of it.
final class Trace {
  private final boolean kept;
  private final List<String> lines = new ArrayList<>();
  private final MessageDigest digest;
  private final Supplier<Instant> clock;
  private long steps;

  /// @param clock tells when a step happens
  /// @param kept whether the lines are wanted, not only their hash
  Trace(Supplier<Instant> clock, boolean kept) {
    this.clock = clock;
    this.kept = kept;
    try {
      this.digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }

  void add(String what) {
    steps++;
    String line = "%s %s".formatted(clock.get(), what);
    digest.update(line.getBytes(UTF_8));
    if (kept) {
      lines.add(line);
    }
  }

  long steps() {
    return steps;
  }

  List<String> lines() {
    return List.copyOf(lines);
  }

  /// Hash of all lines, 16 hexadecimal digits; it begins anew from there.
  String hash() {
    return HexFormat.of().formatHex(digest.digest()).substring(0, 16);
  }
}
