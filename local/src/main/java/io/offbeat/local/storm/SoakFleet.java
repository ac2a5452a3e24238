package io.offbeat.local.storm;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.offbeat.local.stream.ShardedStream;
import java.time.Duration;
import java.util.SplittableRandom;

/// Devices that send ten records a second, each with ten readings; one of them is in trouble for
/// some records each minute.
final class SoakFleet {
  static final Duration CADENCE = Duration.ofMillis(100);
  static final int METRICS = 10;

  /// Readings a second of one device.
  static final int RATE = 100;

  private static final int TICKS_A_MINUTE = 600;
  private static final int TICKS_OF_TROUBLE = 40;

  private final ShardedStream readings;
  private final Scheduler scheduler;
  private final SplittableRandom random;
  private final int devices;
  private final RecordSum sent = new RecordSum();
  private int tick;
  private boolean over;

  /// @param readings where records go
  /// @param scheduler tells the time
  /// @param random makes values
  /// @param devices how many devices there are
  SoakFleet(ShardedStream readings, Scheduler scheduler, SplittableRandom random, int devices) {
    this.readings = readings;
    this.scheduler = scheduler;
    this.random = random;
    this.devices = devices;
  }

  /// Lets each device send a record.
  void tick() {
    if (over) {
      return;
    }
    for (int i = 0; i < devices; i++) {
      String name = name(i);
      sent.add(readings.put(name, scheduler.instant(), record(name, isTroubled(i))));
    }
    tick++;
  }

  void stop() {
    over = true;
  }

  /// The records that were sent.
  RecordSum sent() {
    return sent;
  }

  /// Whether a partition key is that of one of the devices.
  static boolean isDevice(String partitionKey) {
    return partitionKey.startsWith(name(""));
  }

  private static String name(Object which) {
    return "press-" + which;
  }

  /// The first minute is calm, so that all warm-ups are over.
  private boolean isTroubled(int device) {
    int minute = tick / TICKS_A_MINUTE;
    return minute > 0 && tick % TICKS_A_MINUTE < TICKS_OF_TROUBLE && device == minute % devices;
  }

  private byte[] record(String name, boolean troubled) {
    var json = new StringBuilder(METRICS * 16);
    json.append("{\"device\":\"").append(name).append("\",\"at\":\"");
    json.append(scheduler.instant()).append("\",\"values\":{");
    for (int i = 0; i < METRICS; i++) {
      double value = 20 + random.nextInt(1_000) / 1e3 + (troubled ? 100 : 0);
      json.append(i == 0 ? "\"" : ",\"").append('m').append(i).append("\":").append(value);
    }
    return json.append("}}").toString().getBytes(UTF_8);
  }
}
