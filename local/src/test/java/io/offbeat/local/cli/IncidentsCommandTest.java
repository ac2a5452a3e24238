package io.offbeat.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.offbeat.alert.AlertBatch;
import io.offbeat.alert.AlertText;
import io.offbeat.alert.Brake;
import io.offbeat.alert.Course;
import io.offbeat.alert.EpisodeMessage;
import io.offbeat.alert.Fleet;
import io.offbeat.alert.InMemoryAlertPublisher;
import io.offbeat.alert.InMemoryIncidentStore;
import io.offbeat.alert.InMemoryQuarantine;
import io.offbeat.alert.InMemoryStormStore;
import io.offbeat.alert.IncidentStore;
import io.offbeat.alert.Policy;
import io.offbeat.alert.TimerBatch;
import io.offbeat.lambda.Patience;
import io.offbeat.lambda.Settings;
import io.offbeat.model.EpisodeEvent;
import io.offbeat.model.Kind;
import io.offbeat.model.Range;
import io.offbeat.model.Reading;
import io.offbeat.model.SeriesKey;
import io.offbeat.model.Severity;
import io.offbeat.model.wire.EpisodeEventCodec;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class IncidentsCommandTest {
  private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");

  private final InMemoryIncidentStore incidents = new InMemoryIncidentStore();
  private final InMemoryAlertPublisher alerts = new InMemoryAlertPublisher();
  private final List<Reading> readings = new ArrayList<>();

  @Test
  void nothing_open_is_said() {
    assertThat(run().out()).isEqualTo("0 open incidents" + System.lineSeparator());
  }

  @Test
  void an_open_incident_is_a_line_and_is_answered_by_the_beginning_of_its_id() {
    open(Kind.SPIKE);
    Ran list = run();
    String id = list.out().substring(0, 6);

    Ran acknowledged = run("acknowledge", id, "--by", "Ada");

    assertThat(list.out())
        .contains("critical  since 2026-11-25 12:00:00 UTC  pump-7: temperature spike")
        .endsWith("1 open incident" + System.lineSeparator());
    assertThat(acknowledged.exitCode()).as(acknowledged.err()).isZero();
    assertThat(acknowledged.out()).startsWith("acknowledged: " + id).contains("Ada looks after it");
    assertThat(run().out()).contains("Ada looks after it");
  }

  @Test
  void a_closed_incident_is_open_no_longer() {
    open(Kind.SPIKE);
    String id = run().out().substring(0, 6);

    assertThat(run("close", id, "--by", "Ada").out()).startsWith("closed: " + id);
    assertThat(run().out()).startsWith("0 open incidents");
  }

  @Test
  void normal_goes_to_the_detector_and_the_answer_says_what_it_widens() {
    open(Kind.SPIKE);
    String id = run().out().substring(0, 6);

    assertThat(run("normal", id).out())
        .contains(
            "normal: pump-7 temperature at 2026-11-25 12:00:00 UTC",
            "it accepts such values of this series more readily, and of no other");
    assertThat(readings)
        .containsExactly(
            new Reading(new SeriesKey("pump-7", "offbeat.feedback/temperature"), NOON, 1, ""));
  }

  @Test
  void a_silence_has_nothing_to_widen() {
    open(Kind.SILENT);
    String id = run().out().substring(0, 6);

    assertThat(run("normal", id).out()).startsWith("nothing to widen");
    assertThat(readings).isEmpty();
  }

  @Test
  void an_id_that_no_open_incident_has_is_told_and_fails() {
    Ran ran = run("close", "0000", "--by", "Ada");

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.err()).contains("no open incident, or several, begin with 0000");
  }

  @Test
  void who_answers_must_be_said() {
    assertThat(run("acknowledge", "0000").exitCode()).isEqualTo(2);
  }

  @Test
  void a_deployment_that_is_not_named_is_asked_for() {
    Ran ran = Ran.offbeat("incidents", "--table", "");

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains("--table");
  }

  /// An episode comes, and the timer tells people of it.
  private void open(Kind kind) {
    var course =
        new Course(
            Policy.DEFAULT, new AlertText(Policy.DEFAULT, ZoneOffset.UTC, "data"), incidents::open);
    var brake = new Brake(new InMemoryStormStore(), alerts, Brake.MOST, () -> NOON);
    var fleet = new Fleet(Optional::empty);
    var ports = new AlertBatch.Ports(incidents, brake, new InMemoryQuarantine());
    var usual = new Range(61, 78);
    var event =
        new EpisodeEvent(
            EpisodeEvent.Change.STARTED,
            new SeriesKey("pump-7", "temperature"),
            "Cel",
            kind,
            Severity.CRITICAL,
            NOON,
            NOON,
            99,
            99,
            0.9,
            0.5,
            usual,
            usual,
            "",
            false,
            false,
            List.of(66.0, 99.0));
    var message = new EpisodeMessage(event.eventId(), NOON, EpisodeEventCodec.encode(event));
    new AlertBatch(ports, course, fleet, () -> NOON).process(List.of(message), once());
    new TimerBatch(incidents, brake, course, fleet, () -> NOON.plusSeconds(60)).process(once());
  }

  private static Patience once() {
    return new Patience(
        new Patience.Timer() {
          @Override
          public Duration remaining() {
            return Patience.RESERVE;
          }

          @Override
          public void pause(Duration duration) {
            throw new IllegalStateException("there is no time to wait");
          }
        },
        new Random(1));
  }

  private Ran run(String... arguments) {
    var outside =
        new IncidentsCommand.Outside() {
          @Override
          public IncidentStore incidents(Settings settings) {
            return incidents;
          }

          @Override
          public Consumer<Reading> readings(Settings settings) {
            return readings::add;
          }
        };
    Clock clock = Clock.fixed(NOON.plusSeconds(120), ZoneOffset.UTC);
    CommandLine commandLine =
        Offbeat.commandLine(
            InputStream.nullInputStream(), clock, new IncidentsCommand(clock, outside));
    return Ran.of(
        commandLine,
        Stream.concat(
                Stream.of("incidents", "--table", "incidents", "--stream", "readings"),
                Stream.of(arguments))
            .toArray(String[]::new));
  }
}
