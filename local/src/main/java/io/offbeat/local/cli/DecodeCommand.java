package io.offbeat.local.cli;

import io.offbeat.ingest.format.Breach;
import io.offbeat.ingest.format.Decoded;
import io.offbeat.ingest.format.RecordDecoder;
import io.offbeat.lambda.StreamRecord;
import io.offbeat.model.AcceptedReading;
import io.offbeat.model.Reading;
import io.offbeat.model.SeriesKey;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// `offbeat decode`: what is in a record, a block, or an object of the archive.
@Command(
    name = "decode",
    description = {
      "Prints the readings in a file as lines of canonical JSON: device, metric, at, value, unit;"
          + " or as CSV that `offbeat score` takes.",
      "The file is a record in any format that ingest takes, a block, or an object from raw/ or"
          + " quarantine/. What is poison or passed over is told on stderr, with its reason.",
      "Exits with 1 when there was poison. A record's reading without a time of its own has the time"
          + " of day."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class DecodeCommand implements Callable<Integer> {
  private static final JsonMapper JSON = new JsonMapper();

  private final Clock clock;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "FILE", description = "The file; of a folder, every file under it.")
  private Path file = Path.of("");

  @Option(
      names = "--device",
      paramLabel = "NAME",
      description = "Prints this device's readings only.")
  private @Nullable String device;

  @Option(
      names = "--metric",
      paramLabel = "NAME",
      description = "Prints this metric's readings only.")
  private @Nullable String metric;

  @Option(names = "--csv", description = "Prints CSV: timestamp,value,device,metric,unit.")
  private boolean csv;

  @Mixin private RulesOption rules = new RulesOption();

  private boolean poison;
  private long readings;
  private long printed;

  DecodeCommand(Clock clock) {
    this.clock = clock;
  }

  @Override
  public Integer call() {
    poison = false;
    readings = 0;
    printed = 0;
    var decoder = new RecordDecoder("", rules.rules(spec.commandLine()).extractions());
    if (csv) {
      print(CsvReadings.line(CsvReadings.COLUMNS));
    }
    if (Files.isDirectory(file)) {
      InputFiles.under(file).forEach(found -> decode(found, decoder));
    } else {
      decode(file, decoder);
    }
    if (printed == 0 && readings > 0) {
      spec.commandLine()
          .getErr()
          .printf(Locale.ROOT, "none of the %,d readings is of these names%n", readings);
    }
    return poison ? ExitCode.SOFTWARE : ExitCode.OK;
  }

  private void decode(Path file, RecordDecoder decoder) {
    switch (DecodedFile.of(bytes(file), clock.instant())) {
      case DecodedFile.Records(var records) -> records.forEach(record -> decode(record, decoder));
      case DecodedFile.Readings(var block) ->
          block.readings().stream().map(AcceptedReading::reading).forEach(this::print);
    }
    OutputClosed.flush(spec.commandLine().getOut());
  }

  private byte[] bytes(Path file) {
    try (InputStream in = InputFiles.open(file, spec.commandLine())) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw InputFiles.failure(file, e);
    }
  }

  private void decode(StreamRecord record, RecordDecoder decoder) {
    PrintWriter err = spec.commandLine().getErr();
    for (Decoded found : decoder.decode(record)) {
      switch (found) {
        case Decoded.Sound sound -> print(sound.reading());
        case Decoded.Poison(var breaches) -> {
          poison = true;
          breaches.forEach(breach -> err.println(place(record) + told(breach)));
        }
        case Decoded.Skipped(var why, var place) ->
            err.println(
                "%spassed over: %s %s".formatted(place(record), why.label(), place).strip());
      }
    }
  }

  private static String place(StreamRecord record) {
    return record.shard().isEmpty()
        ? ""
        : "%s %s: ".formatted(record.shard(), record.sequenceNumber());
  }

  private static String told(Breach breach) {
    return "poison: %s, line %d %s"
        .formatted(breach.violation().label(), breach.line(), breach.place())
        .strip();
  }

  private void print(Reading reading) {
    readings++;
    SeriesKey series = reading.series();
    boolean wanted =
        (device == null || device.equals(series.device()))
            && (metric == null || metric.equals(series.metric()));
    if (wanted) {
      printed++;
      print(csv ? CsvReadings.line(reading) : line(reading));
    }
  }

  private void print(String line) {
    spec.commandLine().getOut().println(line);
  }

  private static String line(Reading reading) {
    ObjectNode line =
        JSON.createObjectNode()
            .put("device", reading.series().device())
            .put("metric", reading.series().metric())
            .put("at", reading.at().toString())
            .put("value", reading.value());
    if (!reading.unit().isEmpty()) {
      line.put("unit", reading.unit());
    }
    return JSON.writeValueAsString(line);
  }
}
