package io.offbeat.local.cli;

import io.offbeat.alert.Alert;
import io.offbeat.alert.AlertPublisher;
import io.offbeat.local.LocalPipeline;
import io.offbeat.local.fleet.DeviceReadings;
import io.offbeat.local.fleet.Night;
import io.offbeat.model.rules.Rules;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `offbeat simulate night`: a scripted night on call, every alert printed.
@Command(
    name = "night",
    description = {
      "Plays a bad night on call through the whole pipeline: what happens is a script, printed"
          + " first; then each alert as an engineer would get it.",
      "Keeps nothing on disk, and prints the same again."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class SimulateNightCommand implements Callable<Integer> {
  /// More alerts in a night, and nobody reads them.
  static final int MOST_ALERTS = 12;

  /// How much time goes into the pipeline at once before the night.
  private static final Duration STEP = Duration.ofHours(1);

  /// How long the fleet is watched when its readings have ended.
  private static final Duration AFTERWARDS = Duration.ofHours(2);

  private final Clock clock;

  @Spec private CommandSpec spec = CommandSpec.create();

  SimulateNightCommand(Clock clock) {
    this.clock = clock;
  }

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    var progress = new Progress(spec.commandLine().getErr(), clock, Progress.onTerminal());
    var printed = new PrintedAlerts(out, progress::clear);
    var sent = new AtomicInteger();
    var before = new AtomicInteger();
    AlertPublisher alerts =
        (Alert alert) -> {
          if (alert.about().at().isBefore(Night.DUSK)) {
            before.incrementAndGet();
          } else {
            out.printf("%d. ", sent.incrementAndGet());
            printed.publish(alert);
          }
        };
    var night = new Night();
    Rules rules = night.rules();
    var pipeline =
        new LocalPipeline(
            new LocalPipeline.Ports((_, _) -> {}, _ -> {}, alerts, () -> rules),
            clock,
            Night.START);
    out.println("night: what happens");
    night.script().forEach(line -> out.println("  " + line));
    out.println();
    play(night, pipeline, progress, out);
    progress.clear();
    out.printf(
        "%d alerts in the night, at most %d wanted; %d in the ten days before, in which all was"
            + " well%n",
        sent.get(), MOST_ALERTS, before.get());
    out.println(Accounts.of(pipeline.totals()));
    OutputClosed.flush(out);
    boolean well = sent.get() <= MOST_ALERTS && pipeline.totals().imbalance() == 0;
    return well ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  /// By the hour while all is well, by the minute in the night.
  private static void play(
      Night night, LocalPipeline pipeline, Progress progress, PrintWriter out) {
    Instant next = Night.START.plus(STEP);
    for (Iterator<DeviceReadings> all = night.readings().iterator(); all.hasNext(); ) {
      DeviceReadings readings = all.next();
      if (!readings.at().isBefore(next)) {
        pipeline.sweep();
        pipeline.drain();
        OutputClosed.flush(out);
        progress.show(next, pipeline.totals().of("ingest", "readings"));
        next = next.plus(next.isBefore(Night.DUSK) ? STEP : Night.CADENCE);
      }
      pipeline.put(readings.device(), readings.at(), readings.json());
    }
    pipeline.drain();
    pipeline.quiet(AFTERWARDS);
  }
}
