package io.offbeat.checks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.offbeat.detection.Baseline;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The detector against its prototype's alarms on 28 labelled series, each an index of a row and a
/// score f, of which [0, 1) scores are `f / (f + 4.2)`.
@NeedsSharedData
class PrototypeAgreementTest {
  private static final Path NAB = Repository.sharedData().resolve("nab");
  private static final double THRESHOLD = 4.2;
  private static final double LEAST_AGREEMENT = 0.99;

  /// The prototype's scores are written to three decimals, computed in another language.
  private static final double CLOSE = 0.005;

  private record Row(Instant at, double value) {}

  @Test
  void alarms_are_the_prototype_s() {
    int alarms = 0;
    var missing = new ArrayList<String>();
    var extra = new ArrayList<String>();
    for (Map.Entry<String, Map<Integer, Double>> file : prototype().entrySet()) {
      Map<Integer, Double> ours = alarms(rows(NAB.resolve("data").resolve(file.getKey())));
      alarms += file.getValue().size();
      file.getValue()
          .forEach(
              (row, score) -> {
                if (!(Math.abs(ours.getOrDefault(row, Double.NaN) - score) < CLOSE)) {
                  missing.add("%s:%d %s".formatted(file.getKey(), row, score));
                }
              });
      Set<Integer> more = new HashSet<>(ours.keySet());
      more.removeAll(file.getValue().keySet());
      more.forEach(row -> extra.add("%s:%d".formatted(file.getKey(), row)));
    }

    assertThat(alarms).isEqualTo(188);
    assertThat(missing).hasSizeLessThanOrEqualTo((int) ((1 - LEAST_AGREEMENT) * alarms));
    assertThat(extra).hasSizeLessThanOrEqualTo((int) ((1 - LEAST_AGREEMENT) * alarms));
  }

  @Test
  void every_series_is_scored_without_trouble() {
    List<Path> files = Repository.files(NAB.resolve("data"), ".csv");
    assertThat(files).hasSize(28);

    assertThat(files).allSatisfy(file -> assertScored(file, score(file)));
  }

  private static void assertScored(Path file, List<String> lines) {
    assertThat(lines).hasSize(rows(file).size() + 1);
    assertThat(lines.getFirst())
        .isEqualTo("timestamp,value,score,verdict,kind,low,high,episode");
    assertThat(lines.subList(1, lines.size()))
        .allSatisfy(
            line -> {
              String[] cells = line.split(",", -1);
              assertThat(Double.parseDouble(cells[2])).isGreaterThanOrEqualTo(0).isLessThan(1);
              assertThat(cells[3]).isIn("warming-up", "normal", "anomalous");
              if (!cells[5].isEmpty()) {
                assertThat(Double.parseDouble(cells[5])).isFinite();
                assertThat(Double.parseDouble(cells[6]))
                    .isFinite()
                    .isGreaterThanOrEqualTo(Double.parseDouble(cells[5]));
              }
              assertThat(cells[7]).isIn("", "started", "ongoing", "ended");
            });
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

  private static Map<Integer, Double> alarms(List<Row> rows) {
    var alarms = new LinkedHashMap<Integer, Double>();
    Baseline baseline = Baseline.fresh();
    for (int i = 0; i < rows.size(); i++) {
      var judgement = baseline.learn(rows.get(i).at(), rows.get(i).value());
      if (judgement.alarm()) {
        alarms.put(i, THRESHOLD * judgement.score() / (1 - judgement.score()));
      }
    }
    return alarms;
  }

  private static List<Row> rows(Path file) {
    return Repository.text(file).lines().skip(1).map(PrototypeAgreementTest::row).toList();
  }

  private static Row row(String line) {
    String[] cells = line.split(",");
    Instant at = LocalDateTime.parse(cells[0].replace(' ', 'T')).toInstant(ZoneOffset.UTC);
    return new Row(at, Double.parseDouble(cells[1]));
  }

  private static Map<String, Map<Integer, Double>> prototype() {
    var files = new LinkedHashMap<String, Map<Integer, Double>>();
    byte[] json = Repository.text(NAB.resolve("prototype_alarms.json")).getBytes(UTF_8);
    for (Map.Entry<String, JsonNode> file : new JsonMapper().readTree(json).properties()) {
      var alarms = new LinkedHashMap<Integer, Double>();
      file.getValue().forEach(alarm -> alarms.put(alarm.get(0).asInt(), alarm.get(1).asDouble()));
      files.put(file.getKey(), alarms);
    }
    return files;
  }
}
