package io.offbeat.checks.crash;

import io.offbeat.checks.emulator.Emulator;
import io.offbeat.checks.emulator.Inbox;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;

/// A deployment's streams, tables, bucket and topics on an emulator.
///
/// @param emulator where they are
/// @param readings name of the stream of readings
/// @param blocks name of the stream of blocks
/// @param bucket name of the bucket
/// @param devices name of the table of devices
/// @param incidents name of the table of incidents
/// @param episodes ARN of the episodes' topic
/// @param alerts ARN of the alerts' topic
record Place(
    Emulator emulator,
    String readings,
    String blocks,
    String bucket,
    String devices,
    String incidents,
    String episodes,
    String alerts) {
  /// How many buckets the devices travel in.
  static final int BUCKETS = 4;

  /// A new one.
  static Place on(Emulator emulator) {
    return new Place(
        emulator,
        emulator.stream(2),
        emulator.stream(2),
        emulator.bucket(),
        emulator.table("device"),
        emulator.incidentsTable(),
        emulator.topic(),
        emulator.topic());
  }

  /// Address of the queue behind an inbox.
  String url(Inbox inbox) {
    String name = inbox.arn().substring(inbox.arn().lastIndexOf(':') + 1);
    return emulator.sqs().getQueueUrl(q -> q.queueName(name)).queueUrl();
  }

  /// The functions' environment.
  ///
  /// @param endpoint the way to AWS
  Map<String, String> environment(URI endpoint) {
    var variables = new HashMap<String, String>();
    variables.put("AWS_REGION", "us-east-1");
    variables.put("AWS_ACCESS_KEY_ID", "test");
    variables.put("AWS_SECRET_ACCESS_KEY", "test");
    variables.put("OFFBEAT_AWS_ENDPOINT", endpoint.toString());
    variables.put("OFFBEAT_READINGS_STREAM", readings);
    variables.put("OFFBEAT_BLOCKS_STREAM", blocks);
    variables.put("OFFBEAT_BUCKETS", "" + BUCKETS);
    variables.put("OFFBEAT_BUCKET", bucket);
    variables.put("OFFBEAT_DEVICES_TABLE", devices);
    variables.put("OFFBEAT_INCIDENTS_TABLE", incidents);
    variables.put("OFFBEAT_EPISODES_TOPIC", episodes);
    variables.put("OFFBEAT_ALERTS_TOPIC", alerts);
    variables.put("OFFBEAT_ALERT_FORMATS", "json");
    return variables;
  }
}
