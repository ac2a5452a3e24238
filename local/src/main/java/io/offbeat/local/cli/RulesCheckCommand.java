package io.offbeat.local.cli;

import io.offbeat.ingest.format.Decoded;
import io.offbeat.ingest.format.RecordDecoder;
import io.offbeat.lambda.StreamRecord;
import io.offbeat.model.SeriesKey;
import io.offbeat.model.rules.Rule;
import io.offbeat.model.rules.Rules;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `offbeat rules check`: what is wrong with a rules file, and what it does.
@Command(
    name = "check",
    description = {
      "Tells what is wrong with a rules file, each with its line, its column and what may have"
          + " been meant; and which rules never have their turn.",
      "With readings, also which rule holds for each of their series."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class RulesCheckCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "FILE", description = "A rules file.")
  private Path file = Path.of("");

  @Option(
      names = "--against",
      paramLabel = "READINGS",
      description = "A file of records, one a line, as run takes it.")
  private @Nullable Path readings;

  @Override
  public Integer call() throws IOException {
    Rules rules = RulesOption.read(file, spec.commandLine());
    PrintWriter out = spec.commandLine().getOut();
    List<String> dead = rules.rules().stream().flatMap(rule -> dead(rule, rules)).toList();
    dead.forEach(out::println);
    if (readings != null) {
      tell(rules, series(readings, rules), out);
    }
    int count = rules.rules().size();
    out.printf("%s: %d %s%n", file, count, count == 1 ? "rule" : "rules");
    return dead.isEmpty() ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private void tell(Rules rules, Set<SeriesKey> series, PrintWriter out) {
    for (SeriesKey key : series) {
      out.printf("%s: %s%n", key, rules.rule(key).map(this::told).orElse("no rule"));
    }
    for (Rule rule : rules.rules()) {
      if (series.stream().noneMatch(key -> rules.rule(key).filter(rule::equals).isPresent())) {
        out.printf("%s holds for no series seen%n", told(rule));
      }
    }
  }

  private String told(Rule rule) {
    return "%s:%d %s %s".formatted(file, rule.line(), rule.device(), rule.metric());
  }

  /// What there is to tell of a rule that never has its turn; nothing of any other.
  private Stream<String> dead(Rule rule, Rules rules) {
    return rules.rules().stream()
        .takeWhile(earlier -> !earlier.equals(rule))
        .filter(earlier -> earlier.covers(rule))
        .limit(1)
        .map(by ->
            "%s never holds: the rule in line %d always comes first"
                .formatted(told(rule), by.line()));
  }

  private Set<SeriesKey> series(Path records, Rules rules) throws IOException {
    var series = new TreeSet<SeriesKey>();
    var decoder = new RecordDecoder("", rules.extractions());
    try (InputStream in = InputFiles.open(records, spec.commandLine())) {
      var lines = new LineSource(in);
      for (byte[] line = lines.next(); line != null; line = lines.next()) {
        for (Decoded decoded : decoder.decode(record(line))) {
          if (decoded instanceof Decoded.Sound sound) {
            series.add(sound.reading().series());
          }
        }
      }
    }
    return series;
  }

  private static StreamRecord record(byte[] line) {
    return new StreamRecord("", BigInteger.ZERO, "", Instant.EPOCH, ByteBuffer.wrap(line));
  }
}
