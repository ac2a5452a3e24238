package io.offbeat.local.cli;

import io.offbeat.alert.Answers;
import io.offbeat.alert.DynamoIncidentStore;
import io.offbeat.alert.Incident;
import io.offbeat.alert.IncidentLine;
import io.offbeat.alert.IncidentStore;
import io.offbeat.lambda.Settings;
import io.offbeat.local.KinesisFeedback;
import io.offbeat.model.Reading;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/// `offbeat incidents`: what is open in a deployment, and what people answer to it.
@Command(
    name = "incidents",
    description = {
      "Lists the open incidents of a deployment, worst first; answers one of them.",
      "An incident is named by the beginning of its id, as alerts show it. The deployment is named"
          + " by its table and stream; credentials and region are AWS's own."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class IncidentsCommand implements Runnable {
  private final Clock clock;
  private final Outside outside;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--table",
      paramLabel = "NAME",
      scope = ScopeType.INHERIT,
      defaultValue = "${env:OFFBEAT_INCIDENTS_TABLE:-}",
      description = "The table of incidents (default: $OFFBEAT_INCIDENTS_TABLE).")
  private String table = "";

  @Option(
      names = "--stream",
      paramLabel = "NAME",
      scope = ScopeType.INHERIT,
      defaultValue = "${env:OFFBEAT_READINGS_STREAM:-}",
      description = "The stream of readings, for feedback (default: $OFFBEAT_READINGS_STREAM).")
  private String stream = "";

  @Option(
      names = "--endpoint",
      paramLabel = "URL",
      scope = ScopeType.INHERIT,
      defaultValue = "${env:OFFBEAT_AWS_ENDPOINT:-}",
      description = "Where AWS is, when not at its own (default: $OFFBEAT_AWS_ENDPOINT).")
  private String endpoint = "";

  /// What is outside.
  interface Outside {
    /// Where incidents are kept.
    IncidentStore incidents(Settings settings);

    /// Where readings go.
    Consumer<Reading> readings(Settings settings);
  }

  IncidentsCommand(Clock clock, Outside outside) {
    this.clock = clock;
    this.outside = outside;
  }

  /// The command on a deployment.
  static IncidentsCommand on(Clock clock) {
    return new IncidentsCommand(
        clock,
        new Outside() {
          @Override
          public IncidentStore incidents(Settings settings) {
            return DynamoIncidentStore.of(settings, new SplittableRandom(clock.millis()));
          }

          @Override
          public Consumer<Reading> readings(Settings settings) {
            return KinesisFeedback.of(settings);
          }
        });
  }

  /// Lists.
  @Override
  public void run() {
    List<Incident> open = answers().open();
    open.forEach(incident -> print(IncidentLine.of(incident)));
    print(open.size() == 1 ? "1 open incident" : open.size() + " open incidents");
  }

  @Command(
      name = "acknowledge",
      description = "Takes note of who looks after an incident: nobody is reminded of it again.",
      mixinStandardHelpOptions = true)
  void acknowledge(
      @Parameters(paramLabel = "ID") String id,
      @Option(names = "--by", paramLabel = "NAME", required = true, description = "Who.")
          String who) {
    Incident incident =
        answers().acknowledge(find(id), who).orElseThrow(() -> new InputFailure("it is over"));
    print("acknowledged: " + IncidentLine.of(incident));
  }

  @Command(
      name = "close",
      description =
          "Takes an incident for over: nobody is told of it again, not of its end either.",
      mixinStandardHelpOptions = true)
  void close(
      @Parameters(paramLabel = "ID") String id,
      @Option(names = "--by", paramLabel = "NAME", required = true, description = "Who.")
          String who) {
    Incident incident =
        answers().close(find(id), who).orElseThrow(() -> new InputFailure("it is over"));
    print("closed: " + IncidentLine.of(incident));
  }

  @Command(
      name = "normal",
      description = "Tells the detector that what an incident shows was normal.",
      mixinStandardHelpOptions = true)
  void normal(@Parameters(paramLabel = "ID") String id) {
    require("--stream", stream);
    Incident incident = find(id);
    Consumer<Reading> readings = outside.readings(settings());
    List<Reading> normal = Answers.normal(incident);
    for (Reading reading : normal) {
      readings.accept(reading);
      print("normal: " + IncidentLine.meant(reading));
    }
    print(widened(normal.size()));
  }

  private static String widened(int series) {
    return series == 0
        ? "nothing to widen: what fell silent has no reading that could be accepted"
        : "told the detector; with its next batch it accepts such values of %s"
                .formatted(series == 1 ? "this series" : "these %d series".formatted(series))
            + " more readily, and of no other";
  }

  private Incident find(String id) {
    return answers()
        .find(id)
        .orElseThrow(() -> new InputFailure("no open incident, or several, begin with " + id));
  }

  private void require(String option, String value) {
    if (value.isEmpty()) {
      throw new ParameterException(spec.commandLine(), "no deployment is named: give " + option);
    }
  }

  private Answers answers() {
    require("--table", table);
    return new Answers(outside.incidents(settings()), clock);
  }

  private Settings settings() {
    Map<String, String> named = new HashMap<>();
    named.put("OFFBEAT_INCIDENTS_TABLE", table);
    named.put("OFFBEAT_READINGS_STREAM", stream);
    named.put("OFFBEAT_AWS_ENDPOINT", endpoint);
    return new Settings(named);
  }

  private void print(String line) {
    spec.commandLine().getOut().println(line);
  }
}
