package io.offbeat.local.producer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.offbeat.ingest.ArchiveCodec;
import io.offbeat.ingest.format.Decoded;
import io.offbeat.ingest.format.RecordDecoder;
import io.offbeat.lambda.StreamRecord;
import io.offbeat.local.cli.Offbeat;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import software.amazon.kinesis.retrieval.AggregatorUtil;
import software.amazon.kinesis.retrieval.KinesisClientRecord;

class ProducersTest {
  @TempDir private Path data = Path.of("");

  @Test
  void line_protocol_of_a_client_library_goes_through_the_pipeline() {
    byte[] payload = Producers.influx();

    assertThat(series(payload, Producers.AT))
        .startsWith(
            "node,1 cpu load.count{cpu=cpu=0} 7.0", "node,1 cpu load.usage idle{cpu=cpu=0} 98.5")
        .hasSize(20);
    assertThat(run(payload, Producers.AT.plusSeconds(10))).contains(" 20 learned", " 0 poison");
    assertThat(archived()).containsExactly(payload);
  }

  @Test
  void embedded_metrics_of_a_client_library_go_through_the_pipeline() throws Exception {
    byte[] payload = Producers.embeddedMetrics();

    assertThat(series(payload, Producers.AT))
        .containsExactlyInAnyOrder(
            "checkout shop.latency 12.5", "checkout shop.latency 14.0", "checkout shop.calls 3.0");
    assertThat(run(payload, Producers.AT)).contains(" 3 learned", " 0 poison");
    assertThat(archived()).containsExactly(payload);
  }

  @Test
  void what_opentelemetry_exports_is_the_same_as_json_and_as_protocol_buffers() {
    OtlpExport export = Producers.openTelemetry();

    assertThat(series(export.protobuf(), export.at()))
        .containsExactlyInAnyOrder(
            "shop@node-1 requests.total{method=GET} 5.0",
            "shop@node-1 temperature 21.5",
            "shop@node-1 latency.count.total{method=GET} 1.0",
            "shop@node-1 latency.sum.total{method=GET} 12.5");
    assertThat(series(export.json(), export.at()))
        .containsExactlyElementsOf(series(export.protobuf(), export.at()));
    assertThat(run(export.protobuf(), export.at())).contains(" 4 learned", " 0 poison");
    assertThat(archived()).containsExactly(export.protobuf());
  }

  @Test
  void an_aggregate_holds_what_amazons_own_client_finds_in_it() throws Exception {
    List<byte[]> payloads = List.of(Producers.influx(), Producers.embeddedMetrics());
    byte[] aggregate = Producers.aggregate(payloads);
    List<KinesisClientRecord> oracle =
        new AggregatorUtil()
            .deaggregate(
                List.of(
                    KinesisClientRecord.builder()
                        .partitionKey("a")
                        .sequenceNumber("1")
                        .data(ByteBuffer.wrap(aggregate))
                        .build()));

    List<String> held =
        oracle.stream()
            .flatMap(record -> series(bytes(record.data()), Producers.AT).stream())
            .toList();
    assertThat(held).hasSize(23);
    assertThat(series(aggregate, Producers.AT)).containsExactlyElementsOf(held);
    assertThat(run(aggregate, Producers.AT.plusSeconds(10))).contains(" 23 learned", " 0 poison");
    assertThat(archived()).containsExactly(aggregate);
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }

  private static List<String> series(byte[] payload, Instant arrivedAt) {
    var record =
        new StreamRecord("shard", BigInteger.ONE, "key", arrivedAt, ByteBuffer.wrap(payload));
    return new RecordDecoder()
        .decode(record).stream()
            .flatMap(decoded ->
                switch (decoded) {
                  case Decoded.Sound(var reading, _, _) ->
                      Stream.of(
                          "%s %s %s"
                              .formatted(
                                  reading.series().device(),
                                  reading.series().metric(),
                                  reading.value()));
                  case Decoded.Poison(var breaches) -> Stream.of(breaches.toString());
                  case Decoded.Skipped _ -> Stream.empty();
                })
            .toList();
  }

  /// The summary of `./offbeat run --records` given one record.
  private String run(byte[] payload, Instant arrivedAt) {
    String line =
        "{\"partitionKey\":\"key\",\"arrivedAt\":\"%s\",\"data\":\"%s\"}\n"
            .formatted(arrivedAt, Base64.getEncoder().encodeToString(payload));
    var err = new StringWriter();
    CommandLine offbeat =
        Offbeat.commandLine(
            new ByteArrayInputStream(line.getBytes(UTF_8)), Clock.fixed(arrivedAt, ZoneOffset.UTC));
    offbeat.setOut(new PrintWriter(new StringWriter()));
    offbeat.setErr(new PrintWriter(err));
    assertThat(offbeat.execute("run", "--records", "--data", data.toString())).isZero();
    return err.toString();
  }

  private List<byte[]> archived() {
    try (Stream<Path> files = Files.walk(data.resolve("raw"))) {
      return files
          .filter(Files::isRegularFile)
          .flatMap(file -> ArchiveCodec.decode(read(file)).stream())
          .map(archived -> archived.record().bytes())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
