package io.offbeat.checks.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.offbeat.checks.crash.FaultyProxy.Fault;
import io.offbeat.checks.crash.Trap.Arrival;
import io.offbeat.checks.emulator.Emulator;
import io.offbeat.checks.emulator.Inbox;
import io.offbeat.checks.emulator.NeedsEmulator;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/// The process that runs the functions is killed while it archives, saves, publishes and tells, and
/// loses sight of AWS in between: nothing is lost, and nothing counts twice.
@NeedsEmulator
class CrashIT {
  private static final long SEED = 17;
  private static final int READINGS = 600;
  private static final int READINGS_A_RECORD = 15;
  private static final int FAULTY_READINGS = 4;
  private static final Duration CADENCE = Duration.ofMinutes(1);

  /// Fewer than make a fleet, so that each has an incident of its own.
  private static final List<String> PUMPS = List.of("pump-1", "pump-2", "pump-3", "pump-4");

  private static final Duration LONGEST_LIFE = Duration.ofMinutes(2);
  private static final String SAVE = "DynamoDB_20120810.PutItem";
  private static final String WITH_EVENTS = "\"outbox\":\\{\"N\":\"[1-9]";
  private static final int KILLED = 128 + 9;

  private final SplittableRandom random = new SplittableRandom(SEED);
  private final Place place = Place.on(Emulator.get());
  private final Inbox queue = place.emulator().inbox(place.episodes());
  private final Inbox episodes = place.emulator().inbox(place.episodes());
  private final Inbox alerts = place.emulator().inbox(place.alerts());
  private final FaultyProxy proxy = new FaultyProxy(place.emulator().endpoint(), SEED);
  private final Path progress = Path.of("target", place.readings() + ".progress");
  private int put;

  @Test
  void nothing_is_lost_or_counts_twice_though_the_process_is_killed_again_and_again()
      throws IOException, InterruptedException {
    try (proxy) {
      Progress.begin(progress, putReadings());

      killed(5, Arrival.AT_ONCE, "PUT /" + place.bucket() + "/raw/");
      killed(15, Arrival.LATE, SAVE, place.devices());
      killed(15, Arrival.AT_ONCE, SAVE, place.devices());
      killed(2, Arrival.NEVER, SAVE, place.devices(), WITH_EVENTS);
      killed(3, Arrival.NEVER, "PUT /" + place.bucket() + "/episodes/");
      killed(4, Arrival.AT_ONCE, SAVE, place.incidents());
      killed(3, Arrival.NEVER, "Action=Publish&");
      proxy.calm();

      assertThat(endOf(life())).isZero();
      assertThat(proxy.happened()).containsOnlyKeys(Fault.values());
    }
    var equations = new Equations(place);
    equations.records(put);
    equations.states(Set.copyOf(PUMPS));
    equations.episodes(episodes.takeAll());
    equations.incidents(Set.copyOf(PUMPS), alerts.takeAll());
  }

  /// A life that ends while one of the next calls of a kind is on its way. It has told of nothing
  /// that is not saved.
  ///
  /// @param most how many of them it lives through, less one; at least half as many
  /// @param arrival what becomes of that call
  /// @param signs what tells such a call
  private void killed(int most, Arrival arrival, String... signs)
      throws IOException, InterruptedException {
    int nth = random.nextInt(most / 2, most) + 1;
    var process = new CompletableFuture<Process>();
    proxy.set(new Trap(List.of(signs), nth, arrival, () -> end(process.join())));
    proxy.refuseAfter(random.nextInt(20, 60));
    Process life = life();
    process.complete(life);
    assertThat(endOf(life)).as("killed in %s", List.of(signs)).isEqualTo(KILLED);
    Equations.owned(place);
  }

  /// How a life ends by itself or by a trap; one that goes on and on is ended here.
  private static int endOf(Process life) throws InterruptedException {
    boolean ended = life.waitFor(LONGEST_LIFE);
    end(life);
    assertThat(ended).as("all is done, or a trap is reached").isTrue();
    return life.exitValue();
  }

  private static void end(Process process) {
    process.destroyForcibly().onExit().join();
  }

  private Process life() throws IOException {
    var java =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xmx256m",
            "-Daws.cborEnabled=false",
            "-Dhttp.keepAlive=false", // one call a connection
            "-cp",
            System.getProperty("java.class.path"),
            Functions.class.getName(),
            progress.toString(),
            place.url(queue));
    java.environment().putAll(place.environment(proxy.endpoint()));
    java.redirectErrorStream(true);
    java.redirectOutput(ProcessBuilder.Redirect.appendTo(new File("target/crash.log")));
    return java.start();
  }

  /// Readings of ten hours up to now, with two faults of each pump, the later of them news, and
  /// records that hold no reading.
  ///
  /// @return the emulator's time
  private Instant putReadings() {
    KinesisClient kinesis = place.emulator().kinesis();
    Instant now =
        kinesis
            .describeStreamSummary(s -> s.streamName(place.readings()))
            .streamDescriptionSummary()
            .streamCreationTimestamp();
    Instant start = now.minus(CADENCE.multipliedBy(READINGS));
    for (int from = 0; from < READINGS; from += READINGS_A_RECORD) {
      for (String pump : PUMPS) {
        put(kinesis, pump, record(pump, start, from));
      }
      if (from % (10 * READINGS_A_RECORD) == 0) {
        put(kinesis, "lost", "no reading at " + from);
      }
    }
    return now;
  }

  private void put(KinesisClient kinesis, String key, String data) {
    kinesis.putRecord(
        r -> r.streamName(place.readings()).partitionKey(key).data(SdkBytes.fromUtf8String(data)));
    put++;
  }

  private String record(String pump, Instant start, int from) {
    return IntStream.range(from, from + READINGS_A_RECORD)
        .mapToObj(i ->
            "{\"device\":\"%s\",\"metric\":\"temperature\",\"at\":\"%s\",\"value\":%s}"
                .formatted(pump, start.plus(CADENCE.multipliedBy(i)), value(pump, i)))
        .collect(Collectors.joining("\n"));
  }

  private double value(String pump, int i) {
    int own = PUMPS.indexOf(pump);
    boolean faulty = isIn(i, 350 + 40 * own) || isIn(i, READINGS - 10 - own % 2);
    return (faulty ? 200 : 20) + random.nextGaussian();
  }

  private static boolean isIn(int i, int fault) {
    return i >= fault && i < fault + FAULTY_READINGS;
  }
}
