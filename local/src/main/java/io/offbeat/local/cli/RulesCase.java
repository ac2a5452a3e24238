package io.offbeat.local.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.offbeat.alert.Alert;
import io.offbeat.lambda.RulesSource;
import io.offbeat.local.LocalPipeline;
import io.offbeat.model.rules.Rules;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// One golden case: given these readings, expect these alerts or none.
///
/// @param name what it shows
/// @param record the text of each record, with `{at}` (RFC 3339), `{millis}` (since 1970) and
///   `{value}` in their places
/// @param start when the first record arrives
/// @param every from one record to the next, in seconds
/// @param runs the values, run after run
/// @param expect for each incident that is opened, in order, a text that stands in its alert's
///   subject or text
record RulesCase(
    String name, String record, Instant start, int every, List<Run> runs, List<String> expect) {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .build();

  /// How many records go into the pipeline at once.
  private static final int STEP = 12;

  private static final int MOST_RECORDS = 100_000;

  /// Values that come again and again. A value may be a text, such as `"21,5"`.
  ///
  /// @param times how often
  /// @param values the values
  record Run(int times, List<String> values) {}

  private record Cases(List<RulesCase> cases) {}

  RulesCase {
    runs = List.copyOf(runs);
    expect = List.copyOf(expect);
    long records = runs.stream().mapToLong(run -> (long) run.times() * run.values().size()).sum();
    if (every < 1 || records < 1 || records > MOST_RECORDS) {
      throw new IllegalArgumentException(
          "case %s has %d records, one each %d s: 1 to %d records, at least 1 s apart"
              .formatted(name, records, every, MOST_RECORDS));
    }
  }

  /// The cases in a file.
  ///
  /// @throws InputFailure when it holds none
  static List<RulesCase> parse(String file, byte[] bytes) {
    try {
      @Nullable Cases cases = JSON.readValue(bytes, Cases.class);
      if (cases == null) {
        throw new InputFailure("%s holds no cases: null".formatted(file));
      }
      return cases.cases();
    } catch (JacksonException e) {
      throw new InputFailure("%s: %s".formatted(file, e.getMessage()), e);
    }
  }

  /// What differs from what is expected; nothing when the case holds.
  List<String> play(Rules rules, Clock clock) {
    List<Alert> opened = alerts(() -> rules, clock);
    var differences = new ArrayList<String>();
    for (int i = 0; i < Math.max(expect.size(), opened.size()); i++) {
      if (i >= opened.size()) {
        differences.add("expected an alert with \"%s\": there is none".formatted(expect.get(i)));
      } else if (i >= expect.size()) {
        differences.add("expected no alert, but: " + opened.get(i).subject());
      } else if (!told(opened.get(i)).contains(expect.get(i))) {
        differences.add(
            "expected an alert with \"%s\", but: %s"
                .formatted(expect.get(i), opened.get(i).subject()));
      }
    }
    return differences;
  }

  private static String told(Alert alert) {
    return alert.subject() + "\n" + alert.text();
  }

  /// The alerts that open an incident.
  private List<Alert> alerts(RulesSource rules, Clock clock) {
    var opened = new ArrayList<Alert>();
    var ports =
        new LocalPipeline.Ports(
            (_, _) -> {},
            _ -> {},
            alert -> {
              if (alert.change() == Alert.Change.OPENED) {
                opened.add(alert);
              }
            },
            rules);
    var pipeline = new LocalPipeline(ports, clock, start);
    int put = 0;
    for (Run run : runs) {
      for (int i = 0; i < run.times() * run.values().size(); i++) {
        Instant at = start.plus(Duration.ofSeconds((long) every * put));
        pipeline.put("case", at, text(at, run.values().get(i % run.values().size())));
        put++;
        if (put % STEP == 0) {
          pipeline.drain();
        }
      }
    }
    pipeline.drain();
    return opened;
  }

  private byte[] text(Instant at, String value) {
    return record
        .replace("{at}", at.toString())
        .replace("{millis}", Long.toString(at.toEpochMilli()))
        .replace("{value}", value)
        .getBytes(UTF_8);
  }
}
