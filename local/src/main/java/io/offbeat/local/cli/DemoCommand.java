package io.offbeat.local.cli;

import io.offbeat.local.LocalPipeline;
import io.offbeat.local.fleet.DeviceReadings;
import io.offbeat.local.fleet.Findings;
import io.offbeat.local.fleet.Fleet;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `offbeat demo`: a simulated fleet, sped up, through the whole pipeline.
@Command(
    name = "demo",
    description = {
      "Simulates a fleet, breaks some of it on purpose, and sends every reading through the whole"
          + " pipeline: each alert as an engineer would get it, and at the end what was found.",
      "Keeps nothing on disk. The same options print the same again."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class DemoCommand implements Callable<Integer> {
  /// How much simulated time goes into the pipeline at once.
  private static final Duration STEP = Duration.ofHours(1);

  /// How long the fleet is watched when its readings have ended: until the last notice is out.
  private static final Duration AFTERWARDS = Duration.ofHours(2);

  private final Clock clock;

  @Spec private CommandSpec spec;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Chooses everything that is random (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--days",
      paramLabel = "N",
      defaultValue = "21",
      description = "How long the fleet runs, at least 2 (default: ${DEFAULT-VALUE}).")
  private int days;

  @Option(
      names = "--devices",
      paramLabel = "N",
      defaultValue = "50",
      description = "How many devices it has, 1 to 999 (default: ${DEFAULT-VALUE}).")
  private int devices;

  @Mixin private RulesOption rules = new RulesOption();

  DemoCommand(Clock clock) {
    this.clock = clock;
    this.spec = CommandSpec.create();
  }

  @Override
  public Integer call() {
    if (devices < 1 || devices > Fleet.MAX_DEVICES || days < Fleet.MIN_DAYS) {
      throw new ParameterException(
          spec.commandLine(),
          "--devices must be 1 to %d, --days at least %d: %d, %d"
              .formatted(Fleet.MAX_DEVICES, Fleet.MIN_DAYS, devices, days));
    }
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    var fleet = new Fleet(seed, devices, days);
    var findings = new Findings(fleet.faults());
    var progress = new Progress(err, clock, Progress.onTerminal());
    var ports =
        new LocalPipeline.Ports(
            (key, object) -> {},
            findings::add,
            new PrintedAlerts(out, progress::clear),
            rules.source(spec.commandLine()));
    var pipeline = new LocalPipeline(ports, clock, Fleet.START);

    DemoReport.announce(fleet, out);
    play(fleet, pipeline, progress, out);

    progress.clear();
    new DemoReport(fleet, findings, pipeline.totals()).print(out);
    OutputClosed.flush(out);
    long readings = pipeline.totals().of("ingest", "readings");
    err.printf(
        Locale.ROOT,
        "%.1f s, %,d readings a second%n",
        progress.elapsed().toMillis() / 1e3,
        progress.perSecond(readings));
    return pipeline.totals().imbalance() == 0 ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private static void play(
      Fleet fleet, LocalPipeline pipeline, Progress progress, PrintWriter out) {
    Instant next = Fleet.START.plus(STEP);
    for (Iterator<DeviceReadings> all = fleet.readings().iterator(); all.hasNext(); ) {
      DeviceReadings readings = all.next();
      if (!readings.at().isBefore(next)) {
        pipeline.sweep();
        pipeline.drain();
        OutputClosed.flush(out);
        progress.show(next, pipeline.totals().of("ingest", "readings"));
        next = next.plus(STEP);
      }
      pipeline.put(readings.device(), readings.at(), readings.json());
    }
    pipeline.drain();
    pipeline.quiet(AFTERWARDS);
  }
}
