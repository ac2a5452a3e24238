package io.offbeat.local.storm;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.offbeat.lambda.StreamRecord;
import io.offbeat.local.stream.ShardedStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/// Devices that send a record every few seconds, each with two readings, and are in trouble now and
/// then; and producers that do what producers do.
final class StormFleet {
  static final Duration CADENCE = Duration.ofSeconds(5);

  /// Readings before the first trouble: all warm-ups are over.
  private static final int CALM = 45;

  /// A trouble comes in the first so many readings, then once in so many more, when the detector
  /// has put the one before behind it; it lasts some.
  private static final int BETWEEN = 40;

  private static final int APART = 110;

  private static final int LASTING = 4;

  /// Who is silent is so for at least this many readings, and as many more at most: that is longer
  /// than its limit and two sweeps.
  private static final int SILENCE = 40;

  /// Each is far larger than any before, so that it is news.
  private static final double FIRST_SIZE = 100;

  private static final double GROWTH = 1_000;

  private final ShardedStream readings;
  private final Lambda.Surroundings around;
  private final SplittableRandom random;
  private final List<Device> devices = new ArrayList<>();
  private final List<StreamRecord> poison = new ArrayList<>();
  private boolean over;

  /// @param readings where records go
  /// @param around the time and what goes wrong
  /// @param random makes values
  /// @param count how many devices there are
  StormFleet(
      ShardedStream readings, Lambda.Surroundings around, SplittableRandom random, int count) {
    this.readings = readings;
    this.around = around;
    this.random = random;
    for (int i = 0; i < count; i++) {
      devices.add(new Device("pump-%d".formatted(i), random.split()));
    }
  }

  /// Lets every device send from now on.
  void start() {
    for (Device device : devices) {
      around
          .scheduler()
          .after(Duration.ofMillis(random.nextLong(CADENCE.toMillis())), device::tick);
    }
  }

  /// Lets nothing be sent for some minutes, as when the network is gone.
  void fallSilent() {
    int time = SILENCE + random.nextInt(SILENCE);
    devices.forEach(device -> device.silent = time);
  }

  /// Lets nothing more be in trouble, and nothing be silent.
  void calm() {
    devices.forEach(device -> {
      device.calm = true;
      device.silent = 0;
    });
  }

  void stop() {
    over = true;
    devices.forEach(Device::comeBack);
  }

  /// Records that can never be valid.
  List<StreamRecord> poison() {
    return List.copyOf(poison);
  }

  private final class Device {
    private final String name;
    private final SplittableRandom noise;
    private final List<byte[]> kept = new ArrayList<>();
    private int sent;
    private int troubled;
    private int next;
    private double size = FIRST_SIZE;
    private int offline;
    private int silent;
    private boolean calm;
    private byte[] overtaken = {};

    Device(String name, SplittableRandom noise) {
      this.name = name;
      this.noise = noise;
      this.next = CALM + noise.nextInt(BETWEEN);
    }

    void tick() {
      if (over) {
        return;
      }
      around.scheduler().after(CADENCE, this::tick);
      if (silent > 0) {
        silent--;
        return;
      }
      byte[] record = record();
      sent++;
      if (sent % BETWEEN == 0 && around.faults().fires(Fault.SILENT)) {
        silent = SILENCE + noise.nextInt(SILENCE);
      }
      if (offline == 0 && sent % BETWEEN == 0 && around.faults().fires(Fault.OFFLINE)) {
        offline = 5 + noise.nextInt(BETWEEN);
      }
      if (offline > 0) {
        offline--;
        kept.add(record);
        if (offline == 0) {
          comeBack();
        }
        return;
      }
      send(record);
    }

    private void comeBack() {
      offline = 0;
      if (overtaken.length > 0) {
        put(overtaken);
        overtaken = new byte[0];
      }
      kept.forEach(this::put);
      kept.clear();
    }

    private void send(byte[] record) {
      if (overtaken.length == 0 && around.faults().fires(Fault.OVERTAKEN)) {
        overtaken = record;
        return;
      }
      put(record);
      if (overtaken.length > 0) {
        put(overtaken);
        overtaken = new byte[0];
      }
      if (around.faults().fires(Fault.PRODUCER_RETRY)) {
        Duration later = Duration.ofSeconds(1L + noise.nextInt(20));
        around.scheduler().after(later, () -> put(record));
      }
      if (around.faults().fires(Fault.POISON)) {
        poison.add(put("{\"device\": \"%s\", \"at\":".formatted(name).getBytes(UTF_8)));
      }
    }

    private StreamRecord put(byte[] record) {
      return readings.put(name, around.scheduler().instant(), record);
    }

    private byte[] record() {
      if (sent >= next && !calm) {
        troubled = LASTING;
        size *= GROWTH;
        next = sent + APART + noise.nextInt(BETWEEN);
      }
      double off = troubled > 0 ? size : 0;
      troubled = Math.max(0, troubled - 1);
      Instant now = around.scheduler().instant();
      Instant at = around.faults().fires(Fault.CLOCK) ? Instant.EPOCH.plusSeconds(sent) : now;
      return String.format(
              Locale.ROOT,
              "{\"device\":\"%s\",\"at\":\"%s\",\"values\":{\"pressure\":%.3f,\"temperature\":%.3f}}",
              name,
              at,
              6 + noise.nextDouble(),
              20 + noise.nextDouble() + off)
          .getBytes(UTF_8);
    }
  }
}
