package io.offbeat.local.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import picocli.CommandLine;

/// What a command line left behind.
record Ran(int exitCode, String out, String err) {
  static final Instant NOW = Instant.parse("2026-11-25T17:00:00Z");

  static Ran offbeat(String... arguments) {
    return given("", arguments);
  }

  /// Runs with standard input.
  static Ran given(String input, String... arguments) {
    return at(NOW, input, arguments);
  }

  /// Runs at a time of day.
  static Ran at(Instant now, String input, String... arguments) {
    var in = new ByteArrayInputStream(input.getBytes(UTF_8));
    return of(Offbeat.commandLine(in, Clock.fixed(now, ZoneOffset.UTC)), arguments);
  }

  /// Runs a command line.
  static Ran of(CommandLine commandLine, String... arguments) {
    var out = new StringWriter();
    var err = new StringWriter();
    commandLine.setOut(new PrintWriter(out));
    commandLine.setErr(new PrintWriter(err));
    int exitCode = commandLine.execute(arguments);
    return new Ran(exitCode, out.toString(), err.toString());
  }
}
