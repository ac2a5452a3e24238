package io.offbeat.local.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.offbeat.local.cli.CsvReadings.Row;
import io.offbeat.model.SeriesKey;
import io.offbeat.model.rules.JudgingRules;
import io.offbeat.model.rules.Rules;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.Reader;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `offbeat score`: judges one series from a CSV file.
@Command(
    name = "score",
    description = {
      "Judges each row of a CSV file and prints CSV:",
      "  timestamp,value,score,verdict,kind,low,high,episode",
      "score is in [0,1), from 0.5 on anomalous; verdict warming-up, normal or anomalous; low and"
          + " high the usual range; episode started, ongoing or ended.",
      "Times are RFC 3339, yyyy-MM-dd HH:mm:ss in UTC, or numbers since 1970 whose size tells"
          + " seconds, ms, us and ns apart.",
      "The columns device and metric, when there are both, name the series, as `offbeat decode"
          + " --csv` writes them; else for --rules the file's name without .csv is the device, and"
          + " the value column the metric."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class ScoreCommand implements Callable<Integer> {
  private static final int ROWS_BETWEEN_LOOKS = 1_000;

  private static final CSVFormat OUTPUT =
      CSVFormat.DEFAULT.builder().setRecordSeparator("\n").get();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "FILE.csv", description = "A CSV file with a header, in UTF-8.")
  private Path file = Path.of("");

  @Option(
      names = "--time-column",
      paramLabel = "NAME",
      defaultValue = "timestamp",
      description = "Column of the times (default: ${DEFAULT-VALUE}).")
  private String timeColumn = "timestamp";

  @Option(
      names = "--value-column",
      paramLabel = "NAME",
      defaultValue = "value",
      description = "Column of the values (default: ${DEFAULT-VALUE}).")
  private String valueColumn = "value";

  @Option(
      names = "--skip-bad",
      description = "Counts malformed rows instead of stopping at the first.")
  private boolean skipBad;

  @Mixin private RulesOption rules = new RulesOption();

  @Override
  public Integer call() {
    try (Reader in = new InputStreamReader(InputFiles.open(file, spec.commandLine()), UTF_8)) {
      score(new CsvReadings(file.toString(), in, timeColumn, valueColumn));
    } catch (IOException e) {
      throw InputFiles.failure(file, e);
    }
    return ExitCode.OK;
  }

  private void score(CsvReadings readings) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    var printer = new CSVPrinter(out, OUTPUT);
    Scorer scorer = null;
    printer.printRecord(header());
    long skipped = 0;
    for (long row = 1; readings.hasNext(); row++) {
      try {
        Row next = readings.next();
        scorer = scorer == null ? scorer(series(next)) : scorer;
        if (!series(next).equals(scorer.series())) {
          throw new InputFailure(
              "%s holds several series, such as %s and %s: take one, as by `offbeat decode --device"
                      .formatted(file, scorer.series(), series(next))
                  + " NAME --metric NAME --csv`");
        }
        print(next, scorer, printer);
      } catch (InputFailure malformed) {
        if (!skipBad) {
          throw malformed;
        }
        skipped++;
      }
      if (row % ROWS_BETWEEN_LOOKS == 0) {
        OutputClosed.flush(out);
      }
    }
    OutputClosed.flush(out);
    if (skipped > 0) {
      spec.commandLine().getErr().printf(Locale.ROOT, "%,d malformed rows skipped%n", skipped);
    }
  }

  private SeriesKey series(Row row) {
    SeriesKey named = row.series();
    if (named != null) {
      return named;
    }
    String device = file.toAbsolutePath().getFileName().toString().replaceFirst("\\.csv$", "");
    return new SeriesKey(device, valueColumn);
  }

  private Scorer scorer(SeriesKey series) {
    Rules all = rules.rules(spec.commandLine());
    if (!all.rules().isEmpty() && all.rule(series).isEmpty()) {
      spec.commandLine().getErr().printf("no rule matches %s: judged by the defaults%n", series);
    }
    JudgingRules judging = all.of(series).judging();
    if (judging.counter() || judging.window() != null) {
      throw new InputFailure(
          "%s is judged by its rate or by windows, which are no rows: take `offbeat run --rules`"
              .formatted(series));
    }
    return new Scorer(series, judging);
  }

  private static List<String> header() {
    return Stream.concat(Stream.of("timestamp", "value"), Scorer.COLUMNS.stream()).toList();
  }

  private static void print(Row row, Scorer scorer, CSVPrinter printer) throws IOException {
    printer.print(row.timeText());
    printer.print(row.valueText());
    printer.printRecord(scorer.score(row.at(), row.value()));
  }
}
