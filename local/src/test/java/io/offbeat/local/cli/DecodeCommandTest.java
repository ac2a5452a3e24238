package io.offbeat.local.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.offbeat.model.AcceptedReading;
import io.offbeat.model.Block;
import io.offbeat.model.Reading;
import io.offbeat.model.SeriesKey;
import io.offbeat.model.SourcePosition;
import io.offbeat.model.wire.BlockCodec;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.ExitCode;

class DecodeCommandTest {
  private static final String PUMP =
      "{\"device\":\"pump-7\",\"metric\":\"temperature\",\"at\":\"2026-11-25T17:00:00Z\",\"value\":20.4,\"unit\":\"Cel\"}";

  private static final String LINE = "cpu,host=a idle=1.5 1795626000000000000";

  @TempDir private Path directory = Path.of("");

  @Test
  void a_record_of_any_format_comes_out_as_canonical_lines() throws IOException {
    assertThat(decode(PUMP.getBytes(UTF_8)).out()).isEqualTo(PUMP + "\n");
    assertThat(decode(LINE.getBytes(UTF_8)).out())
        .isEqualTo(
            "{\"device\":\"a\",\"metric\":\"cpu.idle\",\"at\":\"2026-11-25T17:00:00Z\",\"value\":1.5}\n");
  }

  @Test
  void what_comes_out_can_be_sent_again() throws IOException {
    String once = decode((PUMP + "\n" + PUMP.replace("20.4", "\"20.5\"")).getBytes(UTF_8)).out();

    assertThat(decode(once.getBytes(UTF_8)).out()).isEqualTo(once);
  }

  @Test
  void poison_is_told_with_its_reason_and_fails() throws IOException {
    Ran ran = decode((PUMP + "\n" + PUMP.replace("20.4", "\"n/a\"")).getBytes(UTF_8));

    assertThat(ran.exitCode()).isEqualTo(ExitCode.SOFTWARE);
    assertThat(ran.out()).isEqualTo(PUMP + "\n");
    assertThat(ran.err()).contains("poison: not-a-number, line 2 /value");
    assertThat(decode(new byte[] {1, 2, 3}).err()).contains("poison: unrecognised");
  }

  @Test
  void what_a_format_passes_over_is_told_and_is_no_failure() throws IOException {
    Ran ran = decode("cpu,host=a idle=1.5,mode=\"fast\" 1795626000000000000".getBytes(UTF_8));

    assertThat(ran.exitCode()).isZero();
    assertThat(ran.err()).contains("passed over: no-number");
  }

  @Test
  void a_block_comes_out_as_its_readings() throws IOException {
    var reading =
        new Reading(
            new SeriesKey("pump-7", "temperature"),
            Instant.parse("2026-11-25T17:00:00Z"),
            20.4,
            "Cel");
    var source = new SourcePosition("shardId-000000000000", BigInteger.TWO, 0);
    var block = new Block(3, List.of(new AcceptedReading(reading, reading.at(), source)));

    assertThat(decode(BlockCodec.encode(block)).out()).isEqualTo(PUMP + "\n");
  }

  @Test
  void a_broken_block_is_no_record() throws IOException {
    Ran ran = decode(new byte[] {'O', 'B', 1, 42});

    assertThat(ran.exitCode()).isEqualTo(ExitCode.SOFTWARE);
    assertThat(ran.err()).contains("begins as a block");
  }

  @Test
  void objects_that_a_run_kept_come_out_and_can_be_narrowed_to_a_series() throws IOException {
    Path data = directory.resolve("kept");
    String other = PUMP.replace("temperature", "pressure");
    String broken = PUMP.replace("20.4", "null");
    Ran.given(String.join("\n", PUMP, other, broken) + "\n", "run", "--data", data.toString());

    Ran raw = Ran.offbeat("decode", only(data, "raw").toString(), "--metric", "temperature");
    Ran quarantined = Ran.offbeat("decode", only(data, "quarantine").toString());

    assertThat(raw.out()).isEqualTo(PUMP + "\n");
    assertThat(quarantined.exitCode()).isEqualTo(ExitCode.SOFTWARE);
    assertThat(quarantined.out()).isEmpty();
    assertThat(quarantined.err()).containsPattern("shard\\S+ \\d+: poison: .+, line 1 /value");
    assertThat(Ran.offbeat("decode", only(data, "raw").toString(), "--device", "fan-1").out())
        .isEmpty();
  }

  @Test
  void of_a_folder_every_file_comes_out() throws IOException {
    Files.createDirectories(directory.resolve("hour=18/shard"));
    Files.writeString(directory.resolve("hour=18/shard/1"), PUMP);
    Files.writeString(directory.resolve("hour=18/shard/2"), PUMP.replace("20.4", "20.5"));

    assertThat(Ran.offbeat("decode", directory.resolve("hour=18").toString()).out())
        .isEqualTo(PUMP + "\n" + PUMP.replace("20.4", "20.5") + "\n");
  }

  @Test
  void csv_of_an_archive_is_what_score_takes_with_its_series() throws IOException {
    Path data = directory.resolve("kept");
    Ran.given(PUMP + "\n" + PUMP.replace("pump-7", "pump, 8"), "run", "--data", data.toString());
    Path rules =
        Files.writeString(
            directory.resolve("rules.json"),
            "{\"rules\": [{\"device\": \"pump, 8\", \"metric\": \"temperature\"}]}");

    String raw = data.resolve("raw").toString();
    Ran one = Ran.offbeat("decode", raw, "--csv", "--device", "pump, 8");
    Ran both = Ran.offbeat("decode", raw, "--csv");

    assertThat(one.out())
        .isEqualTo(
            """
            timestamp,value,device,metric,unit
            2026-11-25T17:00:00Z,20.4,"pump, 8",temperature,Cel
            """);
    Ran scored = score(one.out(), "--rules", rules.toString());
    assertThat(scored.out()).endsWith("2026-11-25T17:00:00Z,20.4,0.00000,warming-up,,,,\n");
    assertThat(scored.err()).isEmpty();
    assertThat(score(both.out()).err())
        .contains("decoded.csv holds several series, such as ", "offbeat decode --device");
  }

  @Test
  void that_no_reading_is_of_the_names_asked_for_is_told() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), PUMP);

    Ran ran = Ran.offbeat("decode", file.toString(), "--device", "pump-8");

    assertThat(ran.exitCode()).isZero();
    assertThat(ran.err()).contains("none of the 1 readings is of these names");
  }

  @Test
  void a_file_that_is_not_there_is_told() {
    assertThat(Ran.offbeat("decode", "gone.gz").err()).contains("no such file: gone.gz");
  }

  private Ran score(String csv, String... options) throws IOException {
    Path file = Files.writeString(directory.resolve("decoded.csv"), csv);
    return Ran.offbeat(
        Stream.concat(Stream.of("score", file.toString()), Stream.of(options))
            .toArray(String[]::new));
  }

  private Ran decode(byte[] bytes) throws IOException {
    return Ran.offbeat("decode", Files.write(directory.resolve("file"), bytes).toString());
  }

  private static Path only(Path data, String folder) throws IOException {
    try (Stream<Path> files = Files.walk(data.resolve(folder))) {
      return files.filter(Files::isRegularFile).findFirst().orElseThrow();
    }
  }
}
