package io.offbeat.local.replay;

import io.offbeat.lambda.StreamBatch;
import io.offbeat.lambda.StreamRecord;
import io.offbeat.model.wire.WireFormatException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A batch that Lambda gave up and kept in S3
/// (https://docs.aws.amazon.com/lambda/latest/dg/kinesis-on-failure-destination.html): an object of
/// JSON whose `payload` is the function's event, as an object or as text.
public final class FailedBatch {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private static final long NANOS = 1_000_000_000L;

  private FailedBatch() {}

  /// The batch that an object keeps.
  ///
  /// @throws WireFormatException when it keeps none
  public static StreamBatch of(byte[] object) {
    try {
      JsonNode payload = JSON.readTree(object).required("payload");
      JsonNode event = payload.isString() ? JSON.readTree(payload.stringValue()) : payload;
      var records = new ArrayList<StreamRecord>();
      String arn = "";
      for (JsonNode record : event.required("Records")) {
        arn = record.required("eventSourceARN").asString();
        records.add(record(record));
      }
      return new StreamBatch(arn.substring(arn.lastIndexOf('/') + 1), records);
    } catch (JacksonException | IllegalArgumentException e) {
      throw new WireFormatException("no failed batch of a stream: " + e.getMessage(), e);
    }
  }

  private static StreamRecord record(JsonNode record) {
    JsonNode kinesis = record.required("kinesis");
    String shard = record.required("eventID").asString().split(":", 2)[0];
    byte[] data = Base64.getDecoder().decode(kinesis.required("data").asString());
    return new StreamRecord(
        shard,
        new BigInteger(kinesis.required("sequenceNumber").asString()),
        kinesis.required("partitionKey").asString(),
        arrival(kinesis.required("approximateArrivalTimestamp").decimalValue()),
        ByteBuffer.wrap(data));
  }

  /// Seconds since 1970 with a fraction.
  private static Instant arrival(BigDecimal seconds) {
    return Instant.ofEpochSecond(
        seconds.longValue(),
        seconds.remainder(BigDecimal.ONE).movePointRight(9).longValue() % NANOS);
  }
}
