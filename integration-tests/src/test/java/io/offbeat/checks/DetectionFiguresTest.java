package io.offbeat.checks;

import static org.assertj.core.api.Assertions.assertThat;

import io.offbeat.detection.Baseline;
import io.offbeat.detection.Episode;
import io.offbeat.local.cli.Offbeat;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What the detector is worth on 28 labelled series that were not part of it: floors of what was
/// measured, 48 anomalies of 58 and 0.22 false episodes a series and week.
@NeedsSharedData
class DetectionFiguresTest {
  private static final Path NAB = Repository.sharedData().resolve("nab");

  private static final Set<String> VERDICTS = Set.of("warming-up", "normal", "anomalous");
  private static final Set<String> EPISODES = Set.of("", "started", "ongoing", "ended");

  /// Rows before this share of a series, at most 750, warm up and are not scored.
  private static final double PROBATION = 0.15;

  /// False detections at most so many rows apart are one episode.
  private static final int NEAR = 30;

  private record Row(Instant at, double value) {}

  private record Window(Instant first, Instant last) {
    boolean holds(Instant at) {
      return !at.isBefore(first) && !at.isAfter(last);
    }
  }

  @Test
  void most_anomalies_are_found_with_few_false_episodes() {
    int found = 0;
    int falseEpisodes = 0;
    for (Map.Entry<String, JsonNode> file : labels().properties()) {
      List<Row> rows = rows(NAB.resolve("data").resolve(file.getKey()));
      List<Window> windows = windows(file.getValue());
      var inside = new HashSet<Window>();
      int lastFalse = Integer.MIN_VALUE / 2;
      for (int row : detections(rows)) {
        if (row < Math.min(PROBATION * rows.size(), 750)) {
          continue;
        }
        Instant at = rows.get(row).at();
        boolean hit = inside.addAll(windows.stream().filter(w -> w.holds(at)).toList());
        if (!hit && windows.stream().noneMatch(w -> w.holds(at))) {
          falseEpisodes += row - lastFalse > NEAR ? 1 : 0;
          lastFalse = row;
        }
      }
      found += inside.size();
    }

    assertThat(found).isGreaterThanOrEqualTo(47);
    assertThat(falseEpisodes).isLessThanOrEqualTo(39); // 0.3 in each of 130 weeks
  }

  @Test
  void every_series_is_scored_without_trouble() {
    List<Path> files = Repository.files(NAB.resolve("data"), ".csv");
    assertThat(files).hasSize(28);

    assertThat(files).allSatisfy(file -> assertScored(file, score(file)));
  }

  private static void assertScored(Path file, List<String> lines) {
    assertThat(lines).hasSize(rows(file).size() + 1);
    assertThat(lines.getFirst()).isEqualTo("timestamp,value,score,verdict,kind,low,high,episode");
    assertThat(lines.stream().skip(1).filter(line -> !isWellFormed(line.split(",", -1)))).isEmpty();
  }

  private static boolean isWellFormed(String[] cells) {
    double score = Double.parseDouble(cells[2]);
    return score >= 0
        && score < 1
        && VERDICTS.contains(cells[3])
        && (cells[5].isEmpty() || isRange(cells[5], cells[6]))
        && EPISODES.contains(cells[7]);
  }

  private static boolean isRange(String low, String high) {
    return Double.isFinite(Double.parseDouble(low))
        && Double.isFinite(Double.parseDouble(high))
        && Double.parseDouble(low) <= Double.parseDouble(high);
  }

  private static List<String> score(Path file) {
    var out = new StringWriter();
    var offbeat =
        Offbeat.commandLine(
            InputStream.nullInputStream(), Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
    offbeat.setOut(new PrintWriter(out));
    int exitCode = offbeat.execute("score", file.toString());
    assertThat(exitCode).isEqualTo(CommandLine.ExitCode.OK);
    return out.toString().lines().toList();
  }

  /// The rows on which an episode starts.
  private static List<Integer> detections(List<Row> rows) {
    var detections = new ArrayList<Integer>();
    Baseline baseline = Baseline.fresh();
    Episode open = null;
    Instant newest = Instant.MIN;
    for (int i = 0; i < rows.size(); i++) {
      Row row = rows.get(i);
      if (row.at().isBefore(newest)) {
        continue; // late, as after a change of the clocks: never learned
      }
      newest = row.at();
      var judgement = baseline.learn(row.at(), row.value());
      Episode.Step step = Episode.next(open, judgement, row.at(), row.value());
      open = step.open();
      if (step instanceof Episode.Step.Started) {
        detections.add(i);
      }
    }
    return detections;
  }

  private static List<Row> rows(Path file) {
    return Repository.text(file).lines().skip(1).map(DetectionFiguresTest::row).toList();
  }

  private static Row row(String line) {
    String[] cells = line.split(",", -1);
    return new Row(time(cells[0]), Double.parseDouble(cells[1]));
  }

  private static Instant time(String civil) {
    return LocalDateTime.parse(civil.replace(' ', 'T')).toInstant(ZoneOffset.UTC);
  }

  private static JsonNode labels() {
    return new JsonMapper().readTree(Repository.text(NAB.resolve("windows.json")));
  }

  private static List<Window> windows(JsonNode labels) {
    var windows = new ArrayList<Window>();
    labels.forEach(label ->
        windows.add(new Window(time(label.get(0).asString()), time(label.get(1).asString()))));
    return windows;
  }
}
