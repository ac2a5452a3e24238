package io.offbeat.local.cli;

import io.offbeat.local.cli.ShapeTrial.Result;
import io.offbeat.local.fleet.Shape;
import io.offbeat.local.fleet.ShapeFault;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `offbeat simulate shapes`: what the detector says of series of every shape.
@Command(
    name = "shapes",
    description = {
      "Watches healthy series of every shape for eight weeks and counts the false episodes; then"
          + " breaks each, in five ways, after four weeks, and counts what is found.",
      "A spike is 10 deviations of the noise, a level shift 3, a change of noise 3 times as much, a"
          + " sensor is stuck for 12 hours, a rhythm is 3 hours late."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class SimulateShapesCommand implements Callable<Integer> {
  private static final String ROW = "%-14s %8s %9s %8s";
  private static final String FOUND = " %13s";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--series",
      defaultValue = "10",
      description = "Series of each shape. Default: 10.")
  private int series;

  @Option(
      names = "--cadence",
      defaultValue = "300",
      description = "Seconds between two readings, 1 to 3600. Default: 300.")
  private int cadence;

  @Option(names = "--seed", defaultValue = "1", description = "Makes other series. Default: 1.")
  private long seed;

  @Override
  public Integer call() {
    check("--series", series, 1, 10_000);
    check("--cadence", cadence, 1, 3600);
    PrintWriter out = spec.commandLine().getOut();
    out.printf(ROW + "%n", "", "false", "false", "severe");
    out.printf(ROW, "shape", "week 1", "weeks 2-8", "");
    Arrays.stream(ShapeFault.values()).forEach(f -> out.printf(FOUND, f.kind().label()));
    out.println();
    int all = 0;
    int severe = 0;
    for (Shape shape : Shape.values()) {
      List<Result> results = results(shape);
      print(shape, results, out);
      all += sum(results, Result::firstWeek) + sum(results, Result::later);
      severe += sum(results, Result::severe);
    }
    double weeks = (double) Shape.values().length * series * ShapeTrial.WEEKS;
    out.printf(
        Locale.ROOT,
        "%,d series, %d weeks, a reading each %d s: %.3f false episodes a series and week, %.3f of"
            + " them of severity high%n",
        Shape.values().length * series,
        ShapeTrial.WEEKS,
        cadence,
        all / weeks,
        severe / weeks);
    OutputClosed.flush(out);
    return ExitCode.OK;
  }

  private void check(String option, int value, int least, int most) {
    if (value < least || value > most) {
      throw new ParameterException(
          spec.commandLine(), "%s must be %d to %d: %d".formatted(option, least, most, value));
    }
  }

  private List<Result> results(Shape shape) {
    return IntStream.range(0, series)
        .parallel()
        .mapToObj(number ->
            new ShapeTrial(
                    shape,
                    Duration.ofSeconds(cadence),
                    1_000_003 * (1_000_003 * seed + shape.label().hashCode()) + number)
                .run())
        .toList();
  }

  private void print(Shape shape, List<Result> results, PrintWriter out) {
    double count = results.size();
    out.printf(
        ROW,
        shape.label(),
        figure(sum(results, Result::firstWeek) / count),
        figure(sum(results, Result::later) / count / (ShapeTrial.WEEKS - 1)),
        figure(sum(results, Result::severe) / count / ShapeTrial.WEEKS));
    for (ShapeFault fault : ShapeFault.values()) {
      out.printf(FOUND, fault.shows(shape) ? found(fault, results) : "");
    }
    out.println();
  }

  private static String figure(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }

  /// The share found, and the median delay of these.
  private static String found(ShapeFault fault, List<Result> results) {
    int[] delays =
        results.stream()
            .map(result -> result.delays().get(fault))
            .filter(OptionalInt::isPresent)
            .mapToInt(OptionalInt::getAsInt)
            .sorted()
            .toArray();
    String median = delays.length == 0 ? "" : " (%d)".formatted(delays[delays.length / 2]);
    return "%.0f %%%s".formatted(100.0 * delays.length / results.size(), median);
  }

  private static int sum(List<Result> results, ToIntFunction<Result> figure) {
    return results.stream().mapToInt(figure).sum();
  }
}
