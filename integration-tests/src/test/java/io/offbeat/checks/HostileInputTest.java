package io.offbeat.checks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.offbeat.alert.Group;
import io.offbeat.alert.Incident;
import io.offbeat.alert.IncidentCodec;
import io.offbeat.detector.DeviceCodec;
import io.offbeat.ingest.ArchiveCodec;
import io.offbeat.ingest.Archived;
import io.offbeat.lambda.StreamRecord;
import io.offbeat.local.cli.Offbeat;
import io.offbeat.model.rules.Rules;
import io.offbeat.model.rules.RulesException;
import io.offbeat.model.wire.EpisodeEventCodec;
import io.offbeat.model.wire.WireFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever is stored, sent or given as a file may come back broken: it is read, or refused with
/// the error that its reader names, and never anything else. Payloads of producers have a test of
/// their own, beside the formats.
class HostileInputTest {
  /// Of each input; more with `-Doffbeat.mutations=N`.
  private static final int MUTATIONS = Integer.getInteger("offbeat.mutations", 1_000);

  private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");

  private static final String EVENT =
      Repository.text(
          Repository.path("common-model/src/test/resources/golden/episode-event-2.json"));

  /// What is broken, and what reads it.
  ///
  /// @param name what it is
  /// @param whole a sound one
  /// @param reader takes it, or throws an error of the named class
  /// @param refusal that class
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Input(
      String name, byte[] whole, Consumer<byte[]> reader, Class<? extends Exception> refusal) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Stream<Input> inputs() {
    String incident =
        IncidentCodec.encode(
            Incident.first(
                new Group(Group.Scope.DEVICE, "pump-7"),
                List.of(EpisodeEventCodec.decode(EVENT)),
                NOON));
    var record =
        new StreamRecord(
            "shardId-0", BigInteger.ONE, "pump-7", NOON, ByteBuffer.wrap(EVENT.getBytes(UTF_8)));
    String house = Repository.text(Repository.path("docs/examples/house.rules.json"));
    return Stream.of(
        new Input("rules", house.getBytes(UTF_8), Rules::parse, RulesException.class),
        stored("event", EVENT, EpisodeEventCodec::decode),
        stored("incident", incident, json -> IncidentCodec.decode(json, 1)),
        new Input(
            "archive object",
            ArchiveCodec.encode(List.of(new Archived(record, List.of()))),
            ArchiveCodec::decode,
            WireFormatException.class),
        state("device-state-1"),
        state("device-state-1-pump"),
        state("device-state-1-pump-baseline-2"),
        state("device-state-1-pump-baseline-3"));
  }

  private static Input stored(String name, String json, Consumer<String> reader) {
    return new Input(
        name,
        json.getBytes(UTF_8),
        bytes -> reader.accept(new String(bytes, UTF_8)),
        WireFormatException.class);
  }

  private static Input state(String golden) {
    Path file = Repository.path("detector-function/src/test/resources/golden/" + golden + ".hex");
    String hex = Repository.text(file).replaceAll("\\s", "");
    return new Input(
        golden,
        HexFormat.of().parseHex(hex),
        bytes -> DeviceCodec.decode("pump-7", 1, bytes),
        WireFormatException.class);
  }

  @ParameterizedTest
  @MethodSource("inputs")
  void what_is_broken_is_read_or_refused(Input input) {
    input.reader().accept(input.whole());
    for (int seed = 0; seed < MUTATIONS; seed++) {
      byte[] broken = broken(input.whole(), new SplittableRandom(seed));
      Throwable thrown = catchThrowable(() -> input.reader().accept(broken));
      if (thrown != null) {
        assertThat(thrown).as("%s, seed %d", input, seed).isInstanceOf(input.refusal());
      }
    }
  }

  @Test
  void a_broken_csv_file_is_scored_or_refused_in_a_line(@TempDir Path folder) throws IOException {
    var rows = new StringBuilder("timestamp,value\n");
    for (int i = 0; i < 40; i++) {
      rows.append(NOON.plusSeconds(60L * i)).append(',').append(20 + i % 3).append('\n');
    }
    byte[] whole = rows.toString().getBytes(UTF_8);
    Path file = folder.resolve("series.csv");
    for (int seed = 0; seed < MUTATIONS / 4; seed++) {
      Files.write(file, broken(whole, new SplittableRandom(seed)));
      var err = new StringWriter();
      int exitCode = score(file, err);

      assertThat(exitCode).as("seed %d", seed).isLessThan(2);
      assertThat(err.toString().lines().count()).as("seed %d: %s", seed, err).isLessThan(2);
    }
  }

  private static int score(Path file, StringWriter err) {
    var offbeat =
        Offbeat.commandLine(InputStream.nullInputStream(), Clock.fixed(NOON, ZoneOffset.UTC));
    offbeat.setOut(new PrintWriter(new StringWriter()));
    offbeat.setErr(new PrintWriter(err));
    return offbeat.execute("score", file.toString());
  }

  /// Some bytes flipped, left out, said twice or cut off.
  private static byte[] broken(byte[] whole, SplittableRandom random) {
    byte[] bytes = whole;
    for (int i = random.nextInt(1, 4); i > 0 && bytes.length > 0; i--) {
      int from = random.nextInt(bytes.length);
      int to = Math.min(bytes.length, from + random.nextInt(1, 9));
      bytes =
          switch (random.nextInt(4)) {
            case 0 -> flipped(bytes, from, random.nextInt(8));
            case 1 -> joined(bytes, from, to);
            case 2 -> joined(bytes, to, from);
            default -> random.nextInt(8) == 0 ? Arrays.copyOf(bytes, from) : digits(bytes, from);
          };
    }
    return bytes;
  }

  private static byte[] flipped(byte[] bytes, int at, int bit) {
    byte[] all = bytes.clone();
    all[at] ^= (byte) (1 << bit);
    return all;
  }

  /// The bytes before one place and those from another on.
  private static byte[] joined(byte[] bytes, int before, int from) {
    byte[] all = Arrays.copyOf(bytes, before + bytes.length - from);
    System.arraycopy(bytes, from, all, before, bytes.length - from);
    return all;
  }

  /// A number grows by an exponent.
  private static byte[] digits(byte[] bytes, int at) {
    byte[] much = "e99999999999".getBytes(UTF_8);
    byte[] all = Arrays.copyOf(bytes, bytes.length + much.length);
    System.arraycopy(much, 0, all, at, much.length);
    System.arraycopy(bytes, at, all, at + much.length, bytes.length - at);
    return all;
  }
}
