package io.offbeat.local.producer;

import io.opentelemetry.exporter.internal.otlp.metrics.MetricsRequestMarshaler;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Collection;

/// Keeps what OpenTelemetry's exporters would send.
final class OtlpExport implements MetricExporter {
  private byte[] protobuf = {};
  private byte[] json = {};
  private Instant at = Instant.EPOCH;

  /// The request as protocol buffers.
  byte[] protobuf() {
    return protobuf.clone();
  }

  /// The request as JSON.
  byte[] json() {
    return json.clone();
  }

  /// When it was measured.
  Instant at() {
    return at;
  }

  @Override
  public CompletableResultCode export(Collection<MetricData> metrics) {
    if (protobuf.length > 0) {
      return CompletableResultCode.ofSuccess();
    }
    var request = MetricsRequestMarshaler.create(metrics);
    var binary = new ByteArrayOutputStream();
    var text = new ByteArrayOutputStream();
    try {
      request.writeBinaryTo(binary);
      request.writeJsonTo(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    protobuf = binary.toByteArray();
    json = text.toByteArray();
    long nanos = metrics.iterator().next().getData().getPoints().iterator().next().getEpochNanos();
    at = Instant.ofEpochSecond(0, nanos);
    return CompletableResultCode.ofSuccess();
  }

  @Override
  public CompletableResultCode flush() {
    return CompletableResultCode.ofSuccess();
  }

  @Override
  public CompletableResultCode shutdown() {
    return CompletableResultCode.ofSuccess();
  }

  @Override
  public AggregationTemporality getAggregationTemporality(InstrumentType instrument) {
    return AggregationTemporality.CUMULATIVE;
  }
}
