package io.offbeat.local.cli;

import io.offbeat.local.storm.Fault;
import io.offbeat.local.storm.Outcome;
import io.offbeat.local.storm.Plan;
import io.offbeat.local.storm.Shortest;
import io.offbeat.local.storm.StormRun;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `offbeat simulate storm`: the whole pipeline under every fault that the cloud can have.
@Command(
    name = "storm",
    description = {
      "Runs the five functions under faults of every kind, in a time of its own, and checks that"
          + " nothing is lost and nothing counts twice.",
      "A seed decides everything: the same one does the same again. Ends with 1 when something did"
          + " not hold, and tells the seed and the fewest faults that show it, or when a kind of fault"
          + " that was to happen never did."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class SimulateStormCommand implements Callable<Integer> {
  /// Longest `MaximumBatchingWindowInSeconds`.
  private static final int MAX_WINDOW = 300;

  private final Clock clock;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "The seed, or the first of several; default: ${DEFAULT-VALUE}.")
  private long seed = 1;

  @Option(
      names = "--minutes",
      paramLabel = "N",
      description = "How long faults happen, in the storm's own time; default: ${DEFAULT-VALUE}.")
  private int minutes = 60;

  @Option(
      names = "--swarm",
      paramLabel = "N",
      description =
          "Runs so many short storms instead, of seeds that follow, each with some kinds of"
              + " faults.")
  private int swarm;

  @Option(
      names = "--calm",
      description = "Lets nothing go wrong, to see how long it takes from a reading to its alert.")
  private boolean calm;

  @Option(
      names = "--window",
      paramLabel = "SECONDS",
      description =
          "Batching window of both streams, 0 to 300, and tells the latency by stage; default: 1,"
              + " as deployed.")
  private @Nullable Integer window;

  @Option(names = "--trace", description = "Tells each step.")
  private boolean trace;

  SimulateStormCommand(Clock clock) {
    this.clock = clock;
  }

  @Override
  public Integer call() {
    if (minutes < 1 || swarm < 0) {
      throw new ParameterException(
          spec.commandLine(), "--minutes must be at least 1, --swarm at least 0");
    }
    if (window != null && (window < 0 || window > MAX_WINDOW)) {
      throw new ParameterException(
          spec.commandLine(),
          "--window is %d; give whole seconds from 0 to %d, as Lambda has it"
              .formatted(window, MAX_WINDOW));
    }
    if (window != null && swarm > 0) {
      throw new ParameterException(
          spec.commandLine(), "--window is for one storm; leave out --swarm");
    }
    PrintWriter out = spec.commandLine().getOut();
    return swarm > 0 ? swarm(out) : one(out);
  }

  private int one(PrintWriter out) {
    Plan plan = plan();
    Outcome outcome = StormRun.of(trace ? plan.withTrace() : plan);
    outcome.trace().forEach(out::println);
    out.printf(
        "Storm          seed %d, %d min: %d steps, trace %s%n",
        seed, minutes, outcome.steps(), outcome.hash());
    faults(out, outcome.fired());
    out.printf(
        "Outcome        %d readings, %d episode events, %d alerts%n",
        outcome.readings(), outcome.episodes(), outcome.alerts());
    out.printf(
        "Latency        99 of 100 within %s to the episode, %s to the alert%n",
        seconds(outcome.toEpisode()), seconds(outcome.toAlert()));
    if (window != null) {
      stage(out, "reading to episode", outcome.toEpisode());
      stage(out, "episode to alert", outcome.episodeToAlert());
      stage(out, "reading to alert", outcome.toAlert());
    }
    boolean happened = allHappened(out, plan.faults(), outcome.fired());
    return verdict(out, outcome) && happened ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  /// Whether every kind of fault that was to happen has; tells those that have not.
  private static boolean allHappened(
      PrintWriter out, Set<Fault> planned, Map<Fault, Integer> fired) {
    List<String> missing =
        planned.stream()
            .filter(fault -> !fired.containsKey(fault))
            .sorted()
            .map(Fault::label)
            .toList();
    if (!missing.isEmpty()) {
      out.printf("Too short      these never happened: %s%n", String.join(", ", missing));
    }
    return missing.isEmpty();
  }

  private Plan plan() {
    Duration time = Duration.ofMinutes(minutes);
    Plan plan = calm ? Plan.calm(seed, time) : Plan.full(seed, time);
    return window == null ? plan : plan.withWindow(Duration.ofSeconds(window));
  }

  private int swarm(PrintWriter out) {
    var progress = new Progress(spec.commandLine().getErr(), clock, Progress.onTerminal());
    var done = new AtomicLong();
    Map<Fault, Integer> fired = new EnumMap<>(Fault.class);
    Set<Fault> planned = EnumSet.noneOf(Fault.class);
    List<Outcome> broken =
        LongStream.range(seed, seed + swarm)
            .parallel()
            .mapToObj(one -> StormRun.of(Plan.swarm(one)))
            .filter(outcome -> {
              synchronized (fired) {
                planned.addAll(outcome.plan().faults());
                outcome.fired().forEach((fault, n) -> fired.merge(fault, n, Integer::sum));
                progress.show(clock.instant(), done.incrementAndGet());
              }
              return !outcome.held();
            })
            .toList();
    progress.clear();
    out.printf("Swarm          %d storms, seeds %d to %d%n", swarm, seed, seed + swarm - 1);
    faults(out, fired);
    boolean happened = allHappened(out, planned, fired);
    broken.forEach(outcome -> verdict(out, outcome));
    if (broken.isEmpty()) {
      out.println("Held           nothing lost, nothing twice");
    }
    return broken.isEmpty() && happened ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private static String seconds(List<Duration> times) {
    return seconds(Outcome.p99(times));
  }

  private static String seconds(Duration time) {
    return "%.1f s".formatted(time.toMillis() / 1_000.0);
  }

  private static void stage(PrintWriter out, String name, List<Duration> times) {
    out.printf(
        "Stage          %-18s  p50 %s, p99 %s, of %d%n",
        name, seconds(Outcome.p50(times)), seconds(Outcome.p99(times)), times.size());
  }

  private static void faults(PrintWriter out, Map<Fault, Integer> fired) {
    out.printf("Faults         %d:", fired.values().stream().mapToInt(n -> n).sum());
    new TreeMap<>(fired).forEach((fault, n) -> out.printf(" %s %d", fault.label(), n));
    out.println();
  }

  private static boolean verdict(PrintWriter out, Outcome outcome) {
    if (outcome.held()) {
      out.println("Held           nothing lost, nothing twice");
      return true;
    }
    outcome.broken().forEach(what -> out.println("Broken         " + what));
    Plan fewest = Shortest.of(outcome.plan());
    out.printf(
        "Again          seed %d; the first %d faults are enough%n",
        outcome.plan().seed(), fewest.most());
    return false;
  }
}
