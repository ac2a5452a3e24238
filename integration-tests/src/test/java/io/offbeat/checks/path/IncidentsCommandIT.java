package io.offbeat.checks.path;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.offbeat.alert.AlertText;
import io.offbeat.alert.Brake;
import io.offbeat.alert.Course;
import io.offbeat.alert.DynamoIncidentStore;
import io.offbeat.alert.Fleet;
import io.offbeat.alert.Group;
import io.offbeat.alert.InMemoryAlertPublisher;
import io.offbeat.alert.InMemoryStormStore;
import io.offbeat.alert.Incident;
import io.offbeat.alert.IncidentStore;
import io.offbeat.alert.Policy;
import io.offbeat.alert.TimerBatch;
import io.offbeat.checks.emulator.Emulator;
import io.offbeat.checks.emulator.NeedsEmulator;
import io.offbeat.checks.emulator.StreamReader;
import io.offbeat.lambda.Patience;
import io.offbeat.local.cli.Offbeat;
import io.offbeat.model.EpisodeEvent;
import io.offbeat.model.Kind;
import io.offbeat.model.Range;
import io.offbeat.model.SeriesKey;
import io.offbeat.model.Severity;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import software.amazon.awssdk.services.kinesis.model.Record;

/// `./offbeat incidents` against the emulator's table and stream.
@NeedsEmulator
class IncidentsCommandIT {
  private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");
  private static final Group PUMP = Group.device("pump-7");

  private final Emulator emulator = Emulator.get();
  private final String table = emulator.incidentsTable();
  private final String stream = emulator.stream(1);
  private final AtomicInteger writes = new AtomicInteger();
  private final IncidentStore incidents =
      new DynamoIncidentStore(emulator.dynamo(), table, () -> "write " + writes.incrementAndGet());

  @BeforeEach
  void open() {
    System.setProperty("aws.region", "us-east-1");
    System.setProperty("aws.accessKeyId", "test");
    System.setProperty("aws.secretAccessKey", "test");
    incidents.save(Incident.first(PUMP, List.of(started()), NOON));
    var text = new AlertText(Policy.DEFAULT, ZoneOffset.UTC, "s3://offbeat");
    new TimerBatch(
            incidents,
            new Brake(
                new InMemoryStormStore(), new InMemoryAlertPublisher(), Brake.MOST, () -> NOON),
            new Course(Policy.DEFAULT, text, incidents::open),
            new Fleet(Optional::empty),
            () -> NOON.plusSeconds(60))
        .process(once());
  }

  @Test
  void an_incident_is_listed_acknowledged_and_closed() {
    assertThat(run()).contains("pump-7: temperature level-shift", "1 open incident");
    String id = run().substring(0, 12);

    assertThat(run("acknowledge", id, "--by", "Ada")).startsWith("acknowledged: " + id);
    assertThat(run()).contains("Ada looks after it");
    assertThat(run("close", id, "--by", "Ada")).startsWith("closed: " + id);

    assertThat(run()).startsWith("0 open incidents");
    assertThat(incidents.load(PUMP)).hasValueSatisfying(i -> assertThat(i.isResolved()).isTrue());
  }

  @Test
  void normal_is_a_reading_on_the_stream_as_a_device_would_send_it() {
    String id = run().substring(0, 12);

    assertThat(run("normal", id)).startsWith("normal: pump-7 temperature at 2026-11-25 12:00:00");

    List<Record> records =
        new StreamReader(emulator.kinesis(), stream)
            .read().values().stream().flatMap(List::stream).toList();
    assertThat(records).hasSize(1);
    assertThat(records.getFirst().partitionKey()).isEqualTo("pump-7");
    assertThat(records.getFirst().data().asString(UTF_8))
        .contains("\"offbeat.feedback/temperature\"", "\"2026-11-25T12:00:00Z\"", "\"value\":1");
  }

  private String run(String... arguments) {
    var all =
        new ArrayList<>(
            List.of(
                "incidents",
                "--table",
                table,
                "--stream",
                stream,
                "--endpoint",
                emulator.endpoint().toString()));
    all.addAll(List.of(arguments));
    var out = new StringWriter();
    CommandLine offbeat =
        Offbeat.commandLine(
            InputStream.nullInputStream(), Clock.fixed(NOON.plusSeconds(120), ZoneOffset.UTC));
    offbeat.setOut(new PrintWriter(out)).setErr(new PrintWriter(out));
    offbeat.execute(all.toArray(String[]::new));
    return out.toString();
  }

  private static EpisodeEvent started() {
    return new EpisodeEvent(
        EpisodeEvent.Change.STARTED,
        new SeriesKey("pump-7", "temperature"),
        "Cel",
        Kind.LEVEL_SHIFT,
        Severity.HIGH,
        NOON,
        NOON,
        90.5,
        90.5,
        0.65,
        0.3,
        new Range(18, 24),
        new Range(16, 26),
        "",
        false,
        false,
        List.of(20.0, 21.0, 90.5));
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
