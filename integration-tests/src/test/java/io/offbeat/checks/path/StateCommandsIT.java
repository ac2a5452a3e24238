package io.offbeat.checks.path;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.offbeat.checks.emulator.Emulator;
import io.offbeat.checks.emulator.NeedsEmulator;
import io.offbeat.detector.Device;
import io.offbeat.detector.DynamoDeviceStore;
import io.offbeat.ingest.IngestBatch;
import io.offbeat.ingest.S3Archive;
import io.offbeat.lambda.Patience;
import io.offbeat.lambda.StreamBatch;
import io.offbeat.lambda.StreamRecord;
import io.offbeat.local.cli.Offbeat;
import io.offbeat.model.AcceptedReading;
import io.offbeat.model.EpisodeEvent;
import io.offbeat.model.Reading;
import io.offbeat.model.SeriesKey;
import io.offbeat.model.SourcePosition;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import software.amazon.awssdk.core.sync.RequestBody;

/// The commands that look after states, against the emulator's table, bucket, stream and topic.
@NeedsEmulator
class StateCommandsIT {
  private static final Instant START = Instant.parse("2026-11-25T00:00:00Z");

  /// As Lambda names it: event source mapping, shard and day.
  private static final String FAILED_KEY =
      "aws/lambda/0f8f7c2e-11c1-4b9b-8c2e-1b2f4e5d6a7b/shardId-000000000003/2026/11/25/"
          + "2026-11-25T05.33.20-5d5f3c1e-8a77-4c83-9a11-6f2f0c9be001";

  private final Emulator emulator = Emulator.get();
  private final String bucket = emulator.bucket();
  private final String table = emulator.table("device");

  @BeforeEach
  void archive() {
    System.setProperty("aws.region", "us-east-1");
    System.setProperty("aws.accessKeyId", "test");
    System.setProperty("aws.secretAccessKey", "test");
    var records = new ArrayList<StreamRecord>();
    for (int minute = 0; minute < 90; minute++) {
      records.add(record(minute, "pump-" + (7 + minute % 2)));
    }
    new IngestBatch(new S3Archive(emulator.s3(), bucket), _ -> List.of(), 64)
        .process(new StreamBatch("readings", records), once());
  }

  @Test
  void states_are_rebuilt_shown_and_audited() {
    assertThat(run("", "audit")).contains("pump-7: in the archive, but has no state");

    assertThat(run("", "rebuild", "--all")).contains("Rebuilt 2 devices", "Saved 2, and 0 changed");

    assertThat(run("", "state", "show", "pump-7", "load"))
        .contains("saved          1 times", "mean");
    assertThat(run("", "audit")).contains("archive and states agree");
    assertThat(run("", "rebuild", "--all")).contains("2 stay as they are", "Saved 0");
  }

  @Test
  void a_state_that_differs_is_replaced_once_that_is_agreed_and_its_events_wait_on() {
    EpisodeEvent waiting = waitingInAnOldState();

    assertThat(run("", "rebuild", "--all", "--dry-run"))
        .contains("pump-7: the archive ends at", "1 states would be new, 1 replaced")
        .contains("Nothing was saved");
    assertThat(run("n\n", "rebuild", "pump-7")).contains("Replace them?", "Nothing was saved");
    assertThat(run("y\n", "rebuild", "pump-7")).contains("Saved 1, and 0 changed");
    assertThat(run("", "state", "show", "pump-7"))
        .contains("saved          2 times; 1 series; 1 events wait");
    assertThat(store().load(List.of("pump-7")).values())
        .flatExtracting(Device::outbox)
        .containsExactly(waiting);
  }

  /// A state of pump-7 that is not what the archive makes, with the event of a spike in its outbox.
  private EpisodeEvent waitingInAnOldState() {
    var random = new SplittableRandom(1);
    Device old = Device.fresh("pump-7");
    old.fold(
        IntStream.rangeClosed(1, 100)
            .mapToObj(i -> accepted(i, i < 100 ? 20 + random.nextGaussian() : 90))
            .toList());
    assertThat(store().save(old)).isPresent();
    assertThat(old.outbox()).hasSize(1);
    return old.outbox().getFirst();
  }

  private static AcceptedReading accepted(int position, double value) {
    Instant at = START.minusSeconds(60L * (200 - position));
    return new AcceptedReading(
        new Reading(new SeriesKey("pump-7", "load"), at, value, ""),
        at,
        new SourcePosition("shardId-000000000000", BigInteger.valueOf(position), 0));
  }

  private DynamoDeviceStore store() {
    return new DynamoDeviceStore(emulator.dynamo(), table, () -> "before");
  }

  @Test
  void what_failed_is_redriven_with_effect_once() {
    String blocks = emulator.stream(1);
    String topic = emulator.topic();
    emulator
        .s3()
        .putObject(put -> put.bucket(bucket).key(FAILED_KEY), RequestBody.fromString(failed()));
    String[] redrive = {"redrive", "--blocks", blocks, "--episodes", topic};

    assertThat(run("", redrive)).contains("1 records of readings done", "1 batches done, 0 not");
    assertThat(run("", redrive)).contains("1 batches done, 0 not");
    assertThat(run("", "rebuild", "--all", "--yes"))
        .contains("Rebuilt 3 devices from 91 readings in 91 records");
  }

  private static String failed() {
    String data = Base64.getEncoder().encodeToString(record(200, "pump-9").bytes());
    return """
    {"payload":{"Records":[{"eventID":"shardId-000000000003:4711",
    "eventSourceARN":"arn:aws:kinesis:us-east-1:1:stream/readings",
    "kinesis":{"sequenceNumber":"4711","partitionKey":"pump-9",
    "approximateArrivalTimestamp":1795577000.5,"data":"%s"}}]}}
    """
        .formatted(data);
  }

  private static StreamRecord record(int minute, String device) {
    Instant at = START.plusSeconds(60L * minute);
    String line =
        "{\"device\":\"%s\",\"metric\":\"load\",\"at\":\"%s\",\"value\":%d}"
            .formatted(device, at, 20 + minute % 3);
    return new StreamRecord(
        "shardId-000000000000",
        BigInteger.valueOf(1000L + minute),
        device,
        at,
        ByteBuffer.wrap(line.getBytes(UTF_8)));
  }

  private String run(String input, String... arguments) {
    var all = new ArrayList<>(List.of(arguments));
    Collections.addAll(
        all, "--bucket", bucket, "--table", table, "--endpoint", emulator.endpoint().toString());
    var out = new StringWriter();
    CommandLine offbeat =
        Offbeat.commandLine(
            new ByteArrayInputStream(input.getBytes(UTF_8)), Clock.fixed(START, ZoneOffset.UTC));
    offbeat.setOut(new PrintWriter(out)).setErr(new PrintWriter(out));
    offbeat.execute(all.toArray(String[]::new));
    return out.toString();
  }

  private static Patience once() {
    var timer =
        new Patience.Timer() {
          @Override
          public Duration remaining() {
            return Duration.ofMinutes(1);
          }

          @Override
          public void pause(Duration duration) {
            throw new AssertionError("the emulator is slow: " + duration);
          }
        };
    return new Patience(timer, new SplittableRandom(1));
  }
}
