package io.offbeat.local.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Somebody's folder, in which they run commands on readings of `pump-7 load`, one each 5 minutes.
///
/// @param folder where its files are
record Laptop(Path folder) {
  static final Instant START = Instant.parse("2026-03-10T12:00:00Z");
  static final Duration CADENCE = Duration.ofMinutes(5);

  /// A quiet series.
  static double calm(int i) {
    return 20 + i % 7 * 0.1;
  }

  /// A quiet series with other values from one reading on.
  static IntToDoubleFunction but(int from, double... values) {
    return i -> i >= from && i < from + values.length ? values[i - from] : calm(i);
  }

  static String lines(int count, IntToDoubleFunction values) {
    return lines("pump-7", "load", count, values);
  }

  static String lines(String device, String metric, int count, IntToDoubleFunction values) {
    return IntStream.range(0, count)
        .mapToObj(
            i -> line(device, metric, START.plus(CADENCE.multipliedBy(i)), values.applyAsDouble(i)))
        .collect(Collectors.joining());
  }

  static String line(String device, String metric, Instant at, double value) {
    return """
    {"device":"%s","metric":"%s","at":"%s","value":%s}
    """
        .formatted(device, metric, at, value);
  }

  /// Lines of several devices, those of one instant together.
  static String together(String... lines) {
    return Stream.of(lines)
        .flatMap(String::lines)
        .sorted((one, other) -> at(one).compareTo(at(other)))
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private static String at(String line) {
    return line.replaceFirst(".*\"at\":\"([^\"]*)\".*", "$1");
  }

  /// A rules file with one rule for `load`.
  String rule(String option) {
    return write("rules.json", "{\"rules\": [{\"metric\": \"load\", %s}]}".formatted(option));
  }

  /// `offbeat run` on a file.
  Ran run(String lines, String... options) {
    return offbeat(concat(new String[] {"run", "--file", write("in.json", lines)}, options));
  }

  /// A command that looks at what was kept.
  Ran offbeat(String... command) {
    return Ran.offbeat(concat(command, "--data", folder.resolve("data").toString()));
  }

  /// `offbeat score` on a file of that series.
  Ran score(int count, IntToDoubleFunction values, String... options) {
    String rows =
        IntStream.range(0, count)
            .mapToObj(
                i -> START.plus(CADENCE.multipliedBy(i)) + "," + values.applyAsDouble(i) + "\n")
            .collect(Collectors.joining("", "timestamp,load\n", ""));
    String[] command = {"score", write("pump-7.csv", rows), "--value-column", "load"};
    return Ran.offbeat(concat(command, options));
  }

  /// How many episodes started.
  static long started(Ran scored) {
    return scored.out().lines().filter(line -> line.endsWith(",started")).count();
  }

  String write(String name, String text) {
    try {
      return Files.writeString(folder.resolve(name), text).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(name, e);
    }
  }

  static String[] concat(String[] some, String... more) {
    return Stream.of(some, more).flatMap(Arrays::stream).toArray(String[]::new);
  }
}
