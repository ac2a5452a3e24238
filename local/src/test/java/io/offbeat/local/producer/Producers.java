package io.offbeat.local.producer;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.ByteString;
import com.influxdb.client.domain.WritePrecision;
import com.influxdb.client.write.Point;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import io.opentelemetry.sdk.resources.Resource;
import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import software.amazon.cloudwatchlogs.emf.model.DimensionSet;
import software.amazon.cloudwatchlogs.emf.model.MetricsContext;
import software.amazon.cloudwatchlogs.emf.model.Unit;
import software.amazon.kinesis.retrieval.AggregatorUtil;
import software.amazon.kinesis.retrieval.kpl.Messages.AggregatedRecord;
import software.amazon.kinesis.retrieval.kpl.Messages.Record;

/// Payloads as real producers' libraries write them.
final class Producers {
  static final Instant AT = Instant.parse("2026-11-25T17:00:00.123456789Z");

  private Producers() {}

  /// Line protocol by InfluxDB's client.
  static byte[] influx() {
    return IntStream.range(0, 10)
        .mapToObj(i ->
            Point.measurement("cpu load")
                .addTag("host", "node,1")
                .addTag("cpu", "cpu=0")
                .addField("usage idle", 98.5 - i)
                .addField("count", 7L + i)
                .addField("note", "a \"text\"\nof two lines")
                .time(nanos(AT.plusSeconds(i)), WritePrecision.NS)
                .toLineProtocol())
        .collect(Collectors.joining("\n"))
        .getBytes(UTF_8);
  }

  private static long nanos(Instant at) {
    return TimeUnit.SECONDS.toNanos(at.getEpochSecond()) + at.getNano();
  }

  /// Embedded metrics by AWS's client.
  static byte[] embeddedMetrics() throws Exception {
    var context = new MetricsContext();
    context.setNamespace("shop");
    context.putDimension(DimensionSet.of("service", "checkout"));
    context.setTimestamp(AT);
    context.putMetric("latency", 12.5, Unit.MILLISECONDS);
    context.putMetric("latency", 14, Unit.MILLISECONDS);
    context.putMetric("calls", 3, Unit.COUNT);
    return String.join("\n", context.serialize()).getBytes(UTF_8);
  }

  /// Payloads in one, as the Kinesis Producer Library makes of them.
  static byte[] aggregate(List<byte[]> payloads) throws NoSuchAlgorithmException {
    var aggregated =
        AggregatedRecord.newBuilder().addPartitionKeyTable("a").addPartitionKeyTable("b");
    for (int i = 0; i < payloads.size(); i++) {
      aggregated.addRecords(
          Record.newBuilder()
              .setPartitionKeyIndex(i % 2)
              .setData(ByteString.copyFrom(payloads.get(i))));
    }
    byte[] message = aggregated.build().toByteArray();
    var bytes = new ByteArrayOutputStream();
    bytes.writeBytes(AggregatorUtil.AGGREGATED_RECORD_MAGIC);
    bytes.writeBytes(message);
    bytes.writeBytes(MessageDigest.getInstance("MD5").digest(message));
    return bytes.toByteArray();
  }

  /// What OpenTelemetry's SDK exports of a counter, a gauge and a histogram.
  static OtlpExport openTelemetry() {
    var export = new OtlpExport();
    var reader = PeriodicMetricReader.builder(export).setInterval(Duration.ofDays(1)).build();
    Resource resource =
        Resource.create(
            Attributes.of(
                AttributeKey.stringKey("service.name"), "shop",
                AttributeKey.stringKey("host.name"), "node-1"));
    try (SdkMeterProvider provider =
        SdkMeterProvider.builder().setResource(resource).registerMetricReader(reader).build()) {
      Meter meter = provider.get("checks");
      var get = Attributes.of(AttributeKey.stringKey("method"), "GET");
      meter.counterBuilder("requests").build().add(5, get);
      meter.gaugeBuilder("temperature").setUnit("Cel").build().set(21.5);
      meter.histogramBuilder("latency").setUnit("ms").build().record(12.5, get);
      provider.forceFlush().join(10, TimeUnit.SECONDS);
    }
    return export;
  }
}
