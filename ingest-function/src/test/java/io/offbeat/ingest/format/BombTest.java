package io.offbeat.ingest.format;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Payloads made to fill the memory: all that decoding one allocates is counted, and bounded.
class BombTest {
  private static final int MB = 1 << 20;

  /// Of what a payload of 1 MiB may make, however it is written.
  private static final long PLAIN = 256L * MB;

  /// Of what may come of a record that inflates to 64 MiB, most of which is garbage at once.
  private static final long INFLATED = 1_536L * MB;

  /// Kinesis takes no larger record.
  private static final int MAX_RECORD = 10 * MB;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  static Stream<Arguments> plain() {
    String reading = "{\"device\":\"d\",\"metric\":\"m\",\"value\":%s}";
    return Stream.of(
        bomb("depth", "[".repeat(MB), "too-deep"),
        bomb("depth of objects", "{\"a\":".repeat(MB / 5), "too-deep"),
        bomb("a number", reading.formatted("1".repeat(MB)), "too-large"),
        bomb("a number in a text", reading.formatted("\"" + "1".repeat(MB) + "\""), "too-large"),
        bomb("an exponent", reading.formatted("1e" + "9".repeat(900)), "not-finite"),
        bomb(
            "one key", "{" + "\"value\":1,".repeat(MB / 10) + "\"device\":\"d\"}", "duplicate-key"),
        bomb(
            "lone surrogates",
            reading.formatted("\"" + "\\ud800".repeat(16_000) + "\""),
            "too-large"),
        bomb(
            "half a character",
            new String(new byte[MB], ISO_8859_1).replace('\0', 'ÿ'),
            "unrecognised"),
        bomb("empty objects", "{}".repeat(MB / 2), "too-large"),
        bomb("empty lines", "{}\n".repeat(MB / 3), "too-large"),
        bomb("fields of a line", "m " + "f=1,".repeat(MB / 4) + "g=1", "unrecognised"));
  }

  static Stream<Arguments> inflating() {
    return Stream.of(
        bomb("zeros", gzip(64, _ -> "\0".repeat(MB)), "unrecognised"),
        bomb("more zeros", gzip(65, _ -> "\0".repeat(MB)), "too-large"),
        bomb(
            "readings",
            gzip(60, _ -> "{\"device\":\"d\",\"metric\":\"m\",\"value\":1}\n".repeat(MB / 38)),
            "too-large"),
        bomb(
            "metrics of a reading",
            gzip(50, i -> (i == 0 ? "{\"device\":\"d\",\"values\":{" : "") + metrics(i)),
            "too-large"),
        bomb("fields of any JSON", gzip(50, i -> (i == 0 ? "{" : "") + metrics(i)), "too-large"),
        bomb(
            "lines of the line protocol",
            gzip(60, _ -> "m,a=b f=1\n".repeat(MB / 10)),
            "too-large"),
        bomb("numbers", gzip(60, i -> (i == 0 ? "[" : "") + "1,".repeat(MB / 2)), "too-large"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("plain")
  void a_payload_of_a_mebibyte_costs_little(String what, byte[] payload, String violation) {
    assertThat(allocated(payload, violation)).as(what).isLessThan(PLAIN);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("inflating")
  void what_inflates_costs_no_more_than_the_function_has(
      String what, byte[] payload, String violation) {
    assertThat(payload.length).isLessThan(MAX_RECORD);
    assertThat(allocated(payload, violation)).as(what).isLessThan(INFLATED);
  }

  @Test
  void a_batch_inflates_only_so_much() {
    byte[] half = gzip(60, _ -> "\0".repeat(MB));
    var decoder = new RecordDecoder();

    List<String> told =
        Stream.of(half, half, half).flatMap(r -> Told.of(decoder, r).stream()).toList();

    assertThat(told).element(1).asString().startsWith("poison unrecognised");
    assertThat(told).element(2).asString().startsWith("poison too-large");
  }

  /// How many bytes it takes to decode a payload, the last of which is poison by the violation.
  private static long allocated(byte[] payload, String violation) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    List<String> told = Told.of(payload);
    long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
    assertThat(told).last().asString().contains("poison " + violation + " ");
    return allocated;
  }

  private static Arguments bomb(String what, String payload, String violation) {
    return bomb(what, payload.getBytes(UTF_8), violation);
  }

  private static Arguments bomb(String what, byte[] payload, String violation) {
    return Arguments.of(what, payload, violation);
  }

  private static String metrics(int part) {
    var metrics = new StringBuilder();
    for (int i = 0; metrics.length() < MB; i++) {
      metrics.append("\"%d\":1,".formatted(part * MB + i));
    }
    return metrics.toString();
  }

  /// So many parts, compressed.
  private static byte[] gzip(int parts, IntFunction<String> part) {
    var bytes = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(bytes)) {
      for (int i = 0; i < parts; i++) {
        gzip.write(part.apply(i).getBytes(UTF_8));
      }
    } catch (IOException e) {
      throw new AssertionError("memory took no bytes", e);
    }
    return bytes.toByteArray();
  }
}
