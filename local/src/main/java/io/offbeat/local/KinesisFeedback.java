package io.offbeat.local;

import io.offbeat.lambda.AwsClients;
import io.offbeat.lambda.Settings;
import io.offbeat.model.Reading;
import java.util.LinkedHashMap;
import java.util.function.Consumer;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import tools.jackson.databind.json.JsonMapper;

/// Puts readings on a stream of Kinesis, one a record, as a device would.
public final class KinesisFeedback implements Consumer<Reading> {
  private static final JsonMapper JSON = new JsonMapper();

  private final KinesisClient kinesis;
  private final String stream;

  /// @param kinesis the client
  /// @param stream name of the stream `readings`
  public KinesisFeedback(KinesisClient kinesis, String stream) {
    this.kinesis = kinesis;
    this.stream = stream;
  }

  /// The stream that the settings name.
  public static KinesisFeedback of(Settings settings) {
    return new KinesisFeedback(
        AwsClients.build(KinesisClient.builder(), settings.awsEndpoint()),
        settings.text("OFFBEAT_READINGS_STREAM"));
  }

  @Override
  public void accept(Reading reading) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("device", reading.series().device());
    fields.put("metric", reading.series().metric());
    fields.put("at", reading.at().toString());
    fields.put("value", reading.value());
    SdkBytes data = SdkBytes.fromUtf8String(JSON.writeValueAsString(fields));
    AwsClients.call(
        "put feedback on " + stream,
        () ->
            kinesis.putRecord(
                put -> put.streamName(stream).partitionKey(reading.series().device()).data(data)));
  }
}
