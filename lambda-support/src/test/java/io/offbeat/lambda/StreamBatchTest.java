package io.offbeat.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.tests.EventLoader;
import io.offbeat.lambda.BatchOutcome.Completed;
import io.offbeat.lambda.BatchOutcome.RetryFrom;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class StreamBatchTest {
  @Test
  void an_event_of_the_mapping_is_a_batch_in_the_shards_order() {
    StreamBatch batch = StreamBatch.of(event());

    assertThat(batch.stream()).isEqualTo("blocks");
    assertThat(batch.records())
        .extracting(StreamRecord::sequenceNumber)
        .containsExactly(
            new BigInteger("49590338271490256608559692538361571095921575989136588898"),
            new BigInteger("49590338271490256608559692540925702759324208523137515618"));
  }

  @Test
  void a_record_has_its_shard_key_arrival_and_payload() {
    StreamRecord record = StreamBatch.of(event()).records().getFirst();

    assertThat(record.shard()).isEqualTo("shardId-000000000006");
    assertThat(record.partitionKey()).isEqualTo("17");
    assertThat(record.arrivedAt()).isEqualTo(Instant.parse("2018-12-17T22:10:50.987Z"));
    assertThat(new String(record.bytes(), UTF_8)).isEqualTo("Hello, this is a test.");
    assertThat(record.bytes()).as("read twice").hasSize(22);
    assertThat(record.data().isReadOnly()).isTrue();
  }

  @Test
  void an_event_id_without_a_shard_is_refused() {
    KinesisEvent event = event();
    event.getRecords().getFirst().setEventID("1234");

    assertThatThrownBy(() -> StreamBatch.of(event))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1234");
  }

  @Test
  void an_event_without_records_is_an_empty_batch() {
    KinesisEvent event = event();
    event.setRecords(List.of());

    assertThat(StreamBatch.of(event).records()).isEmpty();
  }

  @Test
  void a_completed_batch_answers_with_no_failure() {
    assertThat(StreamBatch.response(new Completed()).getBatchItemFailures()).isEmpty();
  }

  @Test
  void an_unfinished_batch_answers_with_its_first_unfinished_record() {
    var first = new BigInteger("49590338271490256608559692540925702759324208523137515618");

    assertThat(
            StreamBatch.response(new RetryFrom(first, new TransientFailure("throttled")))
                .getBatchItemFailures())
        .extracting(BatchItemFailure::getItemIdentifier)
        .containsExactly(first.toString());
  }

  private static KinesisEvent event() {
    return EventLoader.loadKinesisEvent("kinesis-event.json");
  }
}
