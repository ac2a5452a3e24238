package io.offbeat.local.storm;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import io.offbeat.local.stream.ShardedStream;
import io.offbeat.local.stream.StreamMapping;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LambdaTest {
  private static final Instant START = Instant.parse("2026-11-25T00:00:00Z");

  private final Scheduler scheduler = new Scheduler(START, new SplittableRandom(1));
  private final Lambda.Surroundings around =
      new Lambda.Surroundings(
          scheduler,
          new Faults(new SplittableRandom(1), Plan.full(1, Duration.ZERO).atMost(0)),
          new Trace(scheduler::instant, false));

  @Test
  void an_invocation_that_takes_too_long_is_an_error() {
    var heard = new ArrayList<String>();
    var slow =
        new Lambda<KinesisEvent, StreamsEventResponse>(
            "slow",
            Duration.ofSeconds(10),
            () ->
                (_, _) -> {
                  heard.add("begun");
                  scheduler.pause(Duration.ofSeconds(heard.size() == 1 ? 30 : 1));
                  heard.add("done");
                  return new StreamsEventResponse(List.of());
                },
            around);
    var stream = new ShardedStream("readings", 1, START);
    stream.put("key", START, new byte[0]);
    var mapping =
        new StreamMapping(
            stream,
            new StreamMapping.Settings(100, Duration.ZERO, false, true, -1, null, false, true, 1),
            slow,
            new StreamMapping.Outside(scheduler::instant, _ -> {}, _ -> {}));
    scheduler.every(Duration.ofSeconds(1), mapping::poll);
    while (scheduler.step(START.plusSeconds(60))) {}

    assertThat(heard)
        .as("the first ends when nobody listens")
        .containsExactly("begun", "begun", "done", "done");
    assertThat(mapping.backlog()).isZero();
  }
}
