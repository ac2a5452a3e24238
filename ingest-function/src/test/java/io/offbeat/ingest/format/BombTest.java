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
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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
        bomb("fields of a line", "m " + "f=1,".repeat(MB / 4) + "g=1", "unrecognised"),
        bomb(
            "a field given often, and many values",
            "{" + "\"value\":1,".repeat(40_000) + "\"values\":{" + numbers("m", 40_000) + "}}",
            "duplicate-key"));
  }

  /// What stands once in these is part of each reading, or looked at for each.
  static Stream<Arguments> repeating() {
    String points = "\"gauge\":{\"dataPoints\":[" + "{\"asInt\":1},".repeat(40_000) + "{}]}}]}]}]}";
    String otlp = "{\"resourceMetrics\":[{%s\"scopeMetrics\":[{\"metrics\":[{\"name\":\"%s\",";
    return Stream.of(
        bomb("tags", "m," + list("t%d=a", 40_000) + " " + list("f%d=1", 40_000), "too-large"),
        bomb(
            "tags of Telegraf",
            "{\"name\":\"m\",\"tags\":{%s},\"fields\":{%s}}"
                .formatted(list("\"t%d\":\"v\"", 40_000), numbers("f", 40_000)),
            "too-large"),
        bomb(
            "tags of Vector",
            "{\"name\":\"m\",\"kind\":\"absolute\",\"tags\":{%s},\"gauge\":{%s}}"
                .formatted(list("\"t%d\":\"v\"", 40_000), numbers("f", 40_000)),
            "too-large"),
        bomb("a measurement", "m".repeat(MB / 2) + " " + list("f%d=1", 40_000), "too-large"),
        bomb("a device", "m,host=" + "h".repeat(MB / 2) + " " + list("f%d=1", 40_000), "too-large"),
        bomb(
            "a base name",
            "[{\"bn\":\""
                + "b".repeat(90_000)
                + ":\"}"
                + ",{\"n\":\"a\",\"v\":1}".repeat(40_000)
                + "]",
            "too-large"),
        bomb("a metric", otlp.formatted("", "n".repeat(90_000)) + points, "too-large"),
        bomb(
            "attributes of a resource",
            otlp.formatted(
                    "\"resource\":{\"attributes\":["
                        + list("{\"key\":\"k%d\",\"value\":{\"intValue\":1}}", 10_000)
                        + "]},",
                    "n")
                + points,
            "device-missing"),
        bomb(
            "a path",
            "{\"deviceId\":\"d\",\"" + "p".repeat(45_000) + "\":{" + numbers("f", 40_000) + "}}",
            "too-large"),
        bomb(
            "dimensions",
            "{\"_aws\":{\"CloudWatchMetrics\":[{\"Dimensions\":[[%s]],\"Metrics\":[%s]}]},\"a\":1}"
                .formatted(list("\"d%d\"", 20_000), list("{\"Name\":\"a\",\"%d\":0}", 20_000)),
            "too-large"),
        bomb(
            "a metric's array",
            "{\"_aws\":{\"CloudWatchMetrics\":[{\"Namespace\":\"n\",\"Metrics\":[%s]}]},\"a\":[%s]}"
                .formatted(list("{\"Name\":\"a\",\"%d\":0}", 20_000), list("%d", 100_000)),
            "too-large"),
        bomb(
            "a log group",
            "{\"logGroup\":\""
                + "g".repeat(90_000)
                + "\",\"logEvents\":["
                + IntStream.range(0, 20_000)
                    .mapToObj(i -> "{\"timestamp\":%d}".formatted(i * 60_000L))
                    .collect(Collectors.joining(","))
                + "]}",
            "too-large"),
        bomb(
            "names of a device",
            "{"
                + IntStream.range(0, 40_000)
                    .mapToObj(i -> "\"d%sevice\":null".formatted(separators(i)))
                    .collect(Collectors.joining(","))
                + ",\"x\":1}",
            "device-missing"));
  }

  private static String list(String entry, int count) {
    return IntStream.range(0, count).mapToObj(entry::formatted).collect(Collectors.joining(","));
  }

  private static String numbers(String prefix, int count) {
    return list("\"" + prefix + "%d\":1", count);
  }

  /// A number, written with what counts for nothing in a name.
  private static String separators(int number) {
    return Integer.toBinaryString(number).replace('0', '.').replace('1', '-');
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("repeating")
  void what_stands_once_costs_little_however_often_it_counts(
      String what, byte[] payload, String violation) {
    assertThat(allocated(payload, violation)).as(what).isLessThan(PLAIN);
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
        bomb("broken lines", gzip(60, _ -> "m,a=b f=1,f=2\n".repeat(MB / 14)), "too-large"),
        bomb(
            "lines of nothing",
            gzip(60, i -> (i == 0 ? "{\n" : "") + "[]\n".repeat(MB / 3)),
            "too-large"),
        bomb(
            "objects of nothing",
            gzip(30, i -> (i == 0 ? "{\"a\":[" : "") + "{},".repeat(MB / 3)),
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
