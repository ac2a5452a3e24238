package io.offbeat.detector;

import static io.offbeat.detector.Blocks.pump;
import static java.time.ZoneOffset.UTC;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.tests.EventLoader;
import io.offbeat.lambda.BatchLog;
import io.offbeat.model.AcceptedReading;
import io.offbeat.model.Block;
import io.offbeat.model.EpisodeEvent;
import io.offbeat.model.wire.BlockCodec;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DetectHandlerTest {
  private final List<String> lines = new ArrayList<>();
  private final InMemoryDeviceStore store = new InMemoryDeviceStore();
  private final InMemoryEpisodePublisher topic = new InMemoryEpisodePublisher();

  @Test
  void an_event_of_blocks_is_detected_and_answered_with_no_failure() {
    StreamsEventResponse response =
        handler(topic).handleRequest(event(pump(0, 60), pump(60, 120, 100)), new OutOfTime());

    assertThat(response.getBatchItemFailures()).isEmpty();
    assertThat(topic.events()).isNotEmpty();
    assertThat(lines).hasSize(1);
    assertThat(lines.getFirst())
        .contains("\"learned\":120", "\"imbalance\":0", "\"stream\":\"blocks\"");
  }

  @Test
  void what_cannot_be_finished_is_answered_with_where_to_resume() {
    KinesisEvent event = event(pump(0, 60), pump(60, 120, 100));

    StreamsEventResponse response = handler(events -> events).handleRequest(event, new OutOfTime());

    assertThat(response.getBatchItemFailures())
        .extracting(BatchItemFailure::getItemIdentifier)
        .containsExactly("49590338271490256608559692540925702759324208523137515618");
    assertThat(saved()).isNotEmpty();
    assertThat(lines.getFirst()).contains("\"retryFrom\":\"4959033827149", "did not take");
  }

  private List<EpisodeEvent> saved() {
    return store.load(List.of("pump-7")).values().iterator().next().outbox();
  }

  private DetectHandler handler(EpisodePublisher publisher) {
    return new DetectHandler(
        new DetectBatch(store, publisher, new WarmDevices(100)),
        new BatchLog("test", "detect", lines::add),
        Clock.fixed(Blocks.START, UTC),
        new Random(1));
  }

  /// The envelope is Lambda's own; the payloads are put inside.
  @SafeVarargs
  private static KinesisEvent event(List<AcceptedReading>... blocks) {
    KinesisEvent event = EventLoader.loadKinesisEvent("kinesis-event.json");
    assertThat(event.getRecords()).hasSize(blocks.length);
    for (int i = 0; i < blocks.length; i++) {
      byte[] block = BlockCodec.encode(new Block(0, blocks[i]));
      event.getRecords().get(i).getKinesis().setData(ByteBuffer.wrap(block));
    }
    return event;
  }
}
