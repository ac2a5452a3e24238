package io.offbeat.local.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.offbeat.local.cli.CsvReadings.Row;
import io.offbeat.local.corpus.Detections;
import io.offbeat.local.corpus.LabelledSeries;
import io.offbeat.local.corpus.LabelledSeries.Span;
import io.offbeat.model.SeriesKey;
import io.offbeat.model.rules.JudgingRules;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A folder of labelled series: `data/**.csv` with the columns `timestamp` and `value`, and
/// `windows.json`, which gives for each file the first and last timestamp of each of its anomalies.
///
/// @param directory the folder
public record CorpusFiles(Path directory) {
  private static final JsonMapper JSON = new JsonMapper();

  /// Tells where a series is anomalous, a row after the other.
  @FunctionalInterface
  public interface Watch {
    /// Whether an episode starts with this row.
    boolean starts(Instant at, double value);
  }

  /// Runs the detector over every file, side by side, each as `offbeat score` does without rules.
  ///
  /// @return what it found, in the order of `windows.json`
  /// @throws RuntimeException when the folder is no such folder, or a file of it cannot be read
  public List<Detections> detect() {
    return detect(CorpusFiles::offbeat);
  }

  /// Runs any detector over every file, side by side.
  ///
  /// @param watches makes a fresh one for each series
  /// @return what it found, in the order of `windows.json`
  /// @throws RuntimeException when the folder is no such folder, or a file of it cannot be read
  public List<Detections> detect(Supplier<Watch> watches) {
    return List.copyOf(labels().properties()).parallelStream()
        .map(label -> detect(label, watches.get()))
        .toList();
  }

  private static Watch offbeat() {
    var scorer = new Scorer(new SeriesKey("corpus", "value"), JudgingRules.DEFAULT);
    return (at, value) -> scorer.score(at, value).getLast().equals("started");
  }

  private JsonNode labels() {
    Path file = directory.resolve("windows.json");
    try {
      JsonNode labels = JSON.readTree(Files.readString(file));
      if (labels.isObject() && !labels.isEmpty()) {
        return labels;
      }
      throw new InputFailure(
          "%s names no file: expected {\"FILE.csv\": [[first, last]]}".formatted(file));
    } catch (IOException e) {
      throw new InputFailure(
          "%s is no corpus: expected data/ and windows.json in it, but %s cannot be read"
              .formatted(directory, file),
          e);
    } catch (JacksonException e) {
      throw new InputFailure("%s: %s".formatted(file, e.getOriginalMessage()), e);
    }
  }

  private Detections detect(Map.Entry<String, JsonNode> label, Watch watch) {
    String name = label.getKey();
    Path file = directory.resolve("data").resolve(name);
    var times = new ArrayList<Instant>();
    var started = new ArrayList<Integer>();
    try (Reader in = Files.newBufferedReader(file, UTF_8)) {
      var readings = new CsvReadings(file.toString(), in, "timestamp", "value");
      while (readings.hasNext()) {
        Row row = readings.next();
        if (watch.starts(row.at(), row.value())) {
          started.add(times.size());
        }
        times.add(row.at());
      }
    } catch (IOException e) {
      throw InputFiles.failure(file, e);
    }
    return new Detections(LabelledSeries.of(name, times, spans(name, label.getValue())), started);
  }

  private List<Span> spans(String name, JsonNode windows) {
    var spans = new ArrayList<Span>();
    for (JsonNode window : windows) {
      spans.add(new Span(time(name, window.path(0)), time(name, window.path(1))));
    }
    return spans;
  }

  private Instant time(String name, JsonNode node) {
    String text = node.isNumber() ? node.decimalValue().toPlainString() : node.asString("");
    return CsvReadings.time(text)
        .orElseThrow(() ->
            new InputFailure(
                "%s, %s: expected a window's time such as \"2014-04-10 07:15:00\", found %s"
                    .formatted(directory.resolve("windows.json"), name, node)));
  }
}
