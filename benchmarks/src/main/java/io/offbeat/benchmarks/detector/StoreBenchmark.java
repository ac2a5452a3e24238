package io.offbeat.benchmarks.detector;

import com.sun.management.OperatingSystemMXBean;
import io.offbeat.detector.DetectBatch;
import io.offbeat.detector.DetectHandler;
import io.offbeat.detector.Device;
import io.offbeat.detector.DynamoDeviceStore;
import io.offbeat.detector.WarmDevices;
import io.offbeat.lambda.BatchLog;
import io.offbeat.local.stream.LocalContext;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// Processor time of one save and one load of a device of four metrics, a week old, with the
/// network stubbed at HTTP: packing, signing and the SDK are in it.
public final class StoreBenchmark {
  private static final int DEVICES = 100;
  private static final int METRICS = 4;
  private static final int HOURS = 168;
  private static final int WARMUP = 150;
  private static final int MEASURED = 50;
  private static final double NANOS_PER_MILLI = 1e6;

  private static final OperatingSystemMXBean OS =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private StoreBenchmark() {}

  /// Prints the milliseconds of each.
  public static void main(String[] args) {
    List<String> names = IntStream.range(0, DEVICES).mapToObj("device-%06d"::formatted).toList();
    Map<String, Device> devices = weekOld(names);
    var http = new StubbedDynamo();
    var dynamo =
        DynamoDbClient.builder()
            .httpClient(http)
            .region(Region.EU_CENTRAL_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "secret")))
            .build();
    var store = new DynamoDeviceStore(dynamo, DynamoItems.TABLE, () -> "0".repeat(36));
    var all = new ArrayList<>(devices.values());
    double save = millis(() -> all.forEach(store::save));
    double load = millis(() -> store.load(names));
    System.out.printf("a save %.3f ms, a load %.3f ms of processor time%n", save, load);
  }

  private static Map<String, Device> weekOld(List<String> names) {
    var store = new DynamoDeviceStore(new DynamoItems(), DynamoItems.TABLE, () -> "0".repeat(36));
    var handler =
        new DetectHandler(
            new DetectBatch(store, _ -> List.of(), new WarmDevices(WarmDevices.MAX_SERIES)),
            new BatchLog("bench", "detect", _ -> {}),
            Clock.systemUTC(),
            new Random(1));
    var fleet = new FleetBlocks(DEVICES, METRICS, Duration.ofHours(1));
    for (int hour = 0; hour < HOURS; hour++) {
      handler.handleRequest(fleet.event(1, 1), new LocalContext("detect", Clock.systemUTC()));
    }
    return store.load(names);
  }

  /// For each device, once warm.
  private static double millis(Runnable all) {
    for (int i = 0; i < WARMUP; i++) {
      all.run();
    }
    long before = OS.getProcessCpuTime();
    for (int i = 0; i < MEASURED; i++) {
      all.run();
    }
    return (OS.getProcessCpuTime() - before) / NANOS_PER_MILLI / MEASURED / DEVICES;
  }
}
