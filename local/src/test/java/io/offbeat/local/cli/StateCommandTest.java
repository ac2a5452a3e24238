package io.offbeat.local.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateCommandTest {
  private static final Instant START = Instant.parse("2026-11-25T00:00:00Z");

  @TempDir private Path folder = Path.of("");
  private String data = "";

  @BeforeEach
  void run() throws IOException {
    data = folder.resolve("data").toString();
    var lines = new StringBuilder();
    var random = new Random(1);
    for (int minute = 0; minute < 300; minute++) {
      for (String metric : new String[] {"temperature", "load"}) {
        lines.append(line("pump-7", metric, minute, 20 + random.nextGaussian()));
      }
      lines.append(line("pump-8", "load", minute, 5));
    }
    Path file = Files.writeString(folder.resolve("in.json"), lines);
    assertThat(Ran.offbeat("run", "--file", file.toString(), "--data", data).exitCode()).isZero();
  }

  private static String line(String device, String metric, int minute, double value) {
    return """
    {"device":"%s","metric":"%s","at":"%s","value":%s}
    """
        .formatted(device, metric, START.plusSeconds(60L * minute), value);
  }

  @Test
  void a_device_s_state_is_told_in_words() {
    Ran ran = Ran.offbeat("state", "show", "pump-7", "--data", data);

    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(ran.out())
        .contains("2 series; 0 events wait")
        .contains("  temperature")
        .contains("  load")
        .containsPattern(
            "mean (19|20)\\.\\d+, deviation [01]\\.\\d+; usual 1\\d\\.\\d+ to 2\\d\\.\\d+")
        .containsPattern("anomalous    below 1\\d\\.\\d+, above 2\\d\\.\\d+")
        .contains("after 2 min 30 s without a reading, at 2026-11-25T05:01:30Z")
        .contains("none is open");
  }

  @Test
  void ranges_and_silence_are_those_that_the_rules_make() throws IOException {
    Path rules =
        Files.writeString(
            folder.resolve("rules.json"),
            """
            {"rules": [{"device": "pump-7", "metric": "load", "direction": "above",
                        "silence": "off"}]}
            """);

    assertThat(
            Ran.offbeat(
                    "state", "show", "pump-7", "load", "--data", data, "--rules", rules.toString())
                .out())
        .containsPattern("anomalous    above 2\\d\\.\\d+\\n")
        .contains("not watched");
  }

  @Test
  void one_metric_is_told_alone() {
    assertThat(Ran.offbeat("state", "show", "pump-7", "load", "--data", data).out())
        .contains("  load")
        .doesNotContain("temperature");
    assertThat(Ran.offbeat("state", "show", "pump-7", "speed", "--data", data).err())
        .contains("device pump-7 has no metric speed");
  }

  @Test
  void a_device_that_nobody_knows_is_an_error() {
    Ran ran = Ran.offbeat("state", "show", "pump-9", "--data", data);

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.err()).contains("nothing is known of device pump-9");
  }

  @Test
  void states_are_rebuilt_from_the_archive() {
    assertThat(Ran.offbeat("rebuild", "--all", "--data", data).out())
        .contains("Rebuilt 2 devices from 900 readings in 900 records");
    assertThat(Ran.offbeat("rebuild", "pump-8", "--data", data).out())
        .contains("Rebuilt 1 devices from 300 readings");
    assertThat(Ran.offbeat("rebuild", "--data", data).exitCode()).isEqualTo(2);
  }

  @Test
  void a_failed_batch_goes_through_again_and_counts_once() throws IOException {
    Path failed =
        Files.createDirectories(
            folder.resolve("data/aws/lambda/5f0b/shardId-000000000009/2026/11/25"));
    Files.writeString(failed.resolve("batch.json"), failed());
    Files.writeString(failed.resolve("other.json"), "{}");

    Ran first = Ran.offbeat("redrive", "--data", data);
    Ran again = Ran.offbeat("redrive", "--data", data);

    assertThat(first.exitCode()).isEqualTo(1);
    assertThat(first.out())
        .contains(
            "aws/lambda/5f0b/shardId-000000000009/2026/11/25/batch.json: 1 records of readings done")
        .contains("2026/11/25/other.json: no failed batch of a stream")
        .contains("1 batches done, 1 not");
    assertThat(again.out()).isEqualTo(first.out());
    assertThat(Ran.offbeat("rebuild", "--all", "--data", data).out())
        .contains("Rebuilt 3 devices from 901 readings in 901 records");
  }

  /// As Lambda keeps it: the event is text inside.
  private static String failed() {
    String reading = line("pump-10", "load", 600, 5);
    String event =
        """
        {"Records":[{"eventID":"shardId-000000000009:4711",\
        "eventSourceARN":"arn:aws:kinesis:eu-central-1:123456789012:stream/readings",\
        "kinesis":{"sequenceNumber":"4711","partitionKey":"pump-10",\
        "approximateArrivalTimestamp":1795600800.125,"data":"%s"}}]}\
        """
            .formatted(Base64.getEncoder().encodeToString(reading.getBytes(UTF_8)))
            .replace("\"", "\\\"");
    return "{\"version\":\"1.0\",\"payload\":\"%s\"}".formatted(event);
  }
}
