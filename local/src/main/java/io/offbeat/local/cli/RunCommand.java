package io.offbeat.local.cli;

import io.offbeat.local.FileArchive;
import io.offbeat.local.LocalPipeline;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `offbeat run`: readings from a file or standard input through the whole pipeline.
@Command(
    name = "run",
    description = {
      "Sends readings through the whole pipeline and prints each alert when it comes.",
      "A line is one record of canonical JSON, such as",
      "  {\"device\":\"pump-7\",\"metric\":\"temperature\",\"at\":\"2026-11-25T17:00:00Z\",\"value\":20.4}",
      "Lines that are none are counted and kept with their reason; they stop nothing."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class RunCommand implements Callable<Integer> {
  private final InputStream standardInput;
  private final Clock wall;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--file", paramLabel = "FILE", description = "Reads FILE, not standard input.")
  private @Nullable Path file;

  @Option(names = "--records", description = "A line is a Kinesis record: %n  " + RecordLine.SHAPE)
  private boolean records;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "offbeat-data",
      description = "Keeps the archive and the quarantine in DIR (default: ${DEFAULT-VALUE}).")
  private Path data = Path.of("offbeat-data");

  @Option(
      names = "--clock",
      paramLabel = "CLOCK",
      description =
          "When a record arrives that does not say so: wall, now; readings, at the newest event time"
              + " so far, as if history were live (default: readings with --file, else wall).")
  private ArrivalClock.@Nullable Kind clock;

  @Mixin private RulesOption rules = new RulesOption();

  RunCommand(InputStream standardInput, Clock wall) {
    this.standardInput = standardInput;
    this.wall = wall;
  }

  @Override
  public Integer call() throws IOException {
    Instant opened = wall.instant();
    var archive = new FileArchive(data);
    var alerts = new PrintedAlerts(spec.commandLine().getOut(), () -> {});
    var pipeline =
        new LocalPipeline(
            new LocalPipeline.Ports(
                archive, _ -> {}, alerts, rules.source(spec.commandLine()), data.toString()),
            wall,
            opened);
    var refused = new RefusedLines(archive, opened);
    var feed = new RecordFeed(pipeline, records, new ArrivalClock(kindOfClock(), wall), refused);
    try {
      readAll(feed);
    } finally {
      new RunSummary(feed, refused, pipeline.totals(), data).print(spec.commandLine().getErr());
    }
    return pipeline.totals().imbalance() == 0 ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private void readAll(RecordFeed feed) throws IOException {
    if (file == null) {
      feed.readAll(standardInput, spec.commandLine().getOut());
      return;
    }
    try (InputStream in = InputFiles.open(file, spec.commandLine())) {
      feed.readAll(in, spec.commandLine().getOut());
    } catch (IOException e) {
      throw InputFiles.failure(file, e);
    }
  }

  private ArrivalClock.Kind kindOfClock() {
    if (clock != null) {
      return clock;
    }
    return file == null ? ArrivalClock.Kind.WALL : ArrivalClock.Kind.READINGS;
  }
}
