package io.offbeat.checks.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.offbeat.checks.Repository;
import io.offbeat.ingest.format.Decoded;
import io.offbeat.ingest.format.RecordDecoder;
import io.offbeat.ingest.format.Skip;
import io.offbeat.ingest.format.Violation;
import io.offbeat.lambda.StreamRecord;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class DataFormatsTest {
  private static final Instant ARRIVED = Instant.parse("2026-11-25T17:00:05Z");

  /// An example, and what is found in it.
  private static final Pattern EXAMPLE =
      Pattern.compile(
          "(?m)^```(\\w*)\\n((?:(?!```).*\\n)*)```\\n\\n```found\\n((?:(?!```).*\\n)*)```");

  private final String page = Repository.text(Repository.path("docs/data-formats.md"));

  @Test
  void each_example_holds_the_readings_that_the_page_says() {
    List<MatchResult> examples = EXAMPLE.matcher(page).results().toList();

    assertThat(examples).hasSize(page.split("```found").length - 1).hasSizeGreaterThan(7);
    for (MatchResult example : examples) {
      byte[] payload =
          example.group(1).equals("hex")
              ? HexFormat.of().parseHex(example.group(2).strip())
              : example.group(2).getBytes(UTF_8);
      assertThat(found(payload))
          .as(example.group(2))
          .containsExactlyElementsOf(example.group(3).lines().toList());
    }
  }

  @Test
  void each_reason_to_pass_something_over_is_on_the_page() {
    for (Skip skip : Skip.values()) {
      assertThat(page).contains("\n| `" + skip.label() + "` | ");
    }
  }

  @Test
  void each_violation_is_on_the_page_in_order_and_nothing_else() {
    int start = page.indexOf("\n## Violations\n");
    String section = page.substring(start, page.indexOf("\n## ", start + 1));

    assertThat(Pattern.compile("(?m)^\\| `([^`]+)`").matcher(section).results())
        .extracting(row -> row.group(1))
        .containsExactlyElementsOf(
            Arrays.stream(Violation.values()).map(Violation::label).toList());
  }

  private static List<String> found(byte[] payload) {
    var record =
        new StreamRecord("shard", BigInteger.ONE, "key", ARRIVED, ByteBuffer.wrap(payload));
    return new RecordDecoder().decode(record).stream().map(DataFormatsTest::line).toList();
  }

  private static String line(Decoded decoded) {
    return switch (decoded) {
      case Decoded.Sound(var reading, _, _) ->
          "%s | %s | %s | %s | %s"
              .formatted(
                  reading.series().device(),
                  reading.series().metric(),
                  reading.at().equals(ARRIVED) ? "arrival" : reading.at(),
                  reading.value(),
                  reading.unit())
              .strip();
      case Decoded.Poison(var breaches) -> "poison " + breaches;
      case Decoded.Skipped(var why, var place) -> "skipped %s %s".formatted(why.label(), place);
    };
  }
}
