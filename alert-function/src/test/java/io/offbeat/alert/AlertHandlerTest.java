package io.offbeat.alert;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import com.amazonaws.services.lambda.runtime.tests.EventLoader;
import io.offbeat.lambda.BatchLog;
import io.offbeat.lambda.Patience;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AlertHandlerTest {
  private final Watch watch = new Watch();
  private final List<String> lines = new ArrayList<>();

  @Test
  void a_real_envelope_becomes_an_incident_and_its_poison_is_set_aside() {
    SQSBatchResponse response = handler(watch.store).handleRequest(event(), context());
    var timer =
        new TimerHandler(
            watch.timer(watch.store, watch.publisher),
            new BatchLog("test", "timer", lines::add),
            Clock.fixed(EpisodeStory.NOON, ZoneOffset.UTC),
            new Random(1));
    watch.passTo(30);
    timer.handleRequest(new ScheduledEvent(), context());

    assertThat(response.getBatchItemFailures()).isEmpty();
    assertThat(watch.subjects())
        .containsExactly(
            "[HIGH] pump-7 temperature 95.1 C, expected 61-78, for 12 min",
            "[RESOLVED] pump-7 temperature back to normal after 12 min, peak 95.1 C");
    assertThat(watch.quarantine.objects())
        .containsOnlyKeys(
            "quarantine/dt=2026-11-25/episodes/"
                + "1795608000200-059f36b4-87a3-44ab-83d2-661975830a7d.json");
    assertThat(lines)
        .first()
        .asString()
        .contains("\"Function\":\"alert\"", "\"events\":3", "\"poison\":1", "\"imbalance\":0");
    assertThat(lines)
        .last()
        .asString()
        .contains("\"Function\":\"timer\"", "\"due\":0", "\"imbalance\":0");
  }

  @Test
  void the_answer_names_the_messages_that_must_come_again() {
    SQSBatchResponse response =
        handler(new BreakingStore(watch.store, _ -> true)).handleRequest(event(), context());

    assertThat(response.getBatchItemFailures())
        .extracting(BatchItemFailure::getItemIdentifier)
        .containsExactlyInAnyOrder(
            "2e1424d4-f796-459a-8184-9c92662be6da", "c80e8021-a70a-42c7-a470-796e1186f753");
    assertThat(lines).singleElement().asString().contains("\"trouble\":\"throttled\"");
  }

  private AlertHandler handler(IncidentStore incidents) {
    return new AlertHandler(
        watch.batch(incidents, watch.publisher, watch.quarantine),
        new BatchLog("test", "alert", lines::add),
        Clock.fixed(EpisodeStory.NOON, ZoneOffset.UTC),
        new Random(1));
  }

  private static SQSEvent event() {
    return EventLoader.loadSQSEvent("sqs-event.json");
  }

  /// An invocation that has a second left.
  private static Context context() {
    return (Context)
        Proxy.newProxyInstance(
            AlertHandlerTest.class.getClassLoader(),
            new Class<?>[] {Context.class},
            (_, method, _) -> {
              if (method.getName().equals("getRemainingTimeInMillis")) {
                return (int) Patience.RESERVE.toMillis();
              }
              throw new UnsupportedOperationException(method.getName());
            });
  }
}
