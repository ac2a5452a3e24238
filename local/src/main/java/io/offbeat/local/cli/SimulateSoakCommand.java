package io.offbeat.local.cli;

import io.offbeat.local.storm.SoakRun;
import io.offbeat.local.storm.SoakWiring;
import io.offbeat.local.storm.Soaked;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `offbeat simulate soak`: many readings for a long time.
@Command(
    name = "soak",
    description = {
      "Sends many readings for a long time through the five functions, in a time of its own, and"
          + " checks that memory and lag do not grow, and that every reading has its outcome.",
      "Ends with 1 when something did not hold, and names the figure."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class SimulateSoakCommand implements Callable<Integer> {
  private static final int MOST_MINUTES = 24 * 60;
  private static final int MOST_RATE = 1_000_000;

  private final Clock clock;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--minutes",
      paramLabel = "N",
      description = "How long, in the soak's own time, 1 to 1440; default: ${DEFAULT-VALUE}.")
  private int minutes = 2;

  @Option(
      names = "--rate",
      paramLabel = "N",
      description =
          "Readings a second, 1 to 1000000, made up to whole devices of a hundred each; default:"
              + " ${DEFAULT-VALUE}.")
  private int rate = 50_000;

  SimulateSoakCommand(Clock clock) {
    this.clock = clock;
  }

  @Override
  public Integer call() {
    if (minutes < 1 || minutes > MOST_MINUTES || rate < 1 || rate > MOST_RATE) {
      throw new ParameterException(
          spec.commandLine(),
          "--minutes must be 1 to %d, --rate 1 to %d: %d, %d"
              .formatted(MOST_MINUTES, MOST_RATE, minutes, rate));
    }
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    var progress = new Progress(err, clock, Progress.onTerminal());
    Soaked soaked = SoakRun.of(Duration.ofMinutes(minutes), rate, new SoakWiring(), progress::show);
    progress.clear();
    Soaked.Load load = soaked.load();
    out.printf(
        Locale.ROOT,
        "Carried        %,d readings in %d min, of %,d devices; %d shards of readings, %d of"
            + " blocks%n",
        load.readings(),
        minutes,
        load.devices(),
        load.shards().get("readings"),
        load.shards().get("blocks"));
    lag(out, "ingest", soaked.ingest());
    lag(out, "detect", soaked.detect());
    out.printf(
        Locale.ROOT,
        "Heap           %.1f MiB at the start, %.1f in the middle, %.1f at the end%n",
        mebibytes(soaked.heap().start()),
        mebibytes(soaked.heap().middle()),
        mebibytes(soaked.heap().end()));
    out.printf(
        Locale.ROOT,
        "Outcome        %,d episode events, %,d alerts%n",
        soaked.episodes(),
        soaked.alerts());
    soaked.broken().forEach(what -> out.println("Broken         " + what));
    if (soaked.held()) {
      out.println("Held           memory and lag stay, every reading has its outcome");
    }
    err.printf(
        Locale.ROOT,
        "%.1f s, %,d readings a second%n",
        progress.elapsed().toMillis() / 1e3,
        progress.perSecond(load.readings()));
    return soaked.held() ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private static void lag(PrintWriter out, String stage, Soaked.Lag lag) {
    out.printf(
        Locale.ROOT,
        "Lag            %s at most %.1f s in the first half, %.1f s in the second%n",
        stage,
        lag.first().toMillis() / 1e3,
        lag.second().toMillis() / 1e3);
  }

  private static double mebibytes(long bytes) {
    return bytes / (double) (1 << 20);
  }
}
