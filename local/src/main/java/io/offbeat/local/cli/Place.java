package io.offbeat.local.cli;

import io.offbeat.detector.DynamoDeviceStore;
import io.offbeat.lambda.AwsClients;
import io.offbeat.lambda.Settings;
import io.offbeat.local.replay.DiskKeptObjects;
import io.offbeat.local.replay.KeptObjects;
import io.offbeat.local.replay.S3KeptObjects;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import picocli.CommandLine.Option;

/// Where devices and kept objects are: a directory, or AWS. What is not given comes from the
/// environment variables that the functions have.
final class Place {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "offbeat-data",
      description = "The archive on this machine (default: ${DEFAULT-VALUE}).")
  private Path data = Path.of("offbeat-data");

  @Option(
      names = "--bucket",
      paramLabel = "NAME",
      defaultValue = "${env:OFFBEAT_BUCKET:-}",
      description = "The archive on AWS, instead of --data (default: $OFFBEAT_BUCKET).")
  private String bucket = "";

  @Option(
      names = "--table",
      paramLabel = "NAME",
      defaultValue = "${env:OFFBEAT_DEVICES_TABLE:-}",
      description = "The table of devices (default: $OFFBEAT_DEVICES_TABLE).")
  private String table = "";

  @Option(
      names = "--endpoint",
      paramLabel = "URL",
      defaultValue = "${env:OFFBEAT_AWS_ENDPOINT:-}",
      description = "An emulator in place of AWS (default: $OFFBEAT_AWS_ENDPOINT).")
  private String endpoint = "";

  Path data() {
    return data;
  }

  boolean hasBucket() {
    return !bucket.isEmpty();
  }

  /// The kept objects: of the bucket, if one is given.
  KeptObjects objects() {
    return hasBucket()
        ? new S3KeptObjects(AwsClients.s3(settings(Map.of()).awsEndpoint()), bucket)
        : new DiskKeptObjects(data);
  }

  /// The devices; empty when no table is given.
  Optional<DynamoDeviceStore> devices(Clock clock) {
    return table.isEmpty()
        ? Optional.empty()
        : Optional.of(
            DynamoDeviceStore.of(
                settings(Map.of("OFFBEAT_DEVICES_TABLE", table)), writeIds(clock)));
  }

  /// No two writes of two runs share an id.
  private static Supplier<String> writeIds(Clock clock) {
    String run = "cli-" + clock.instant();
    var count = new AtomicLong();
    return () -> run + "-" + count.incrementAndGet();
  }

  /// The settings of a function that would work here, with some more.
  Settings settings(Map<String, String> more) {
    var all = new HashMap<>(more);
    all.put("OFFBEAT_BUCKET", bucket);
    all.put("OFFBEAT_AWS_ENDPOINT", endpoint);
    return new Settings(all);
  }
}
