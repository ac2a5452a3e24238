package io.offbeat.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.offbeat.ingest.format.Breach;
import io.offbeat.ingest.format.Violation;
import io.offbeat.lambda.BatchOutcome.Completed;
import io.offbeat.model.AcceptedReading;
import io.offbeat.model.rules.Rules;
import java.util.List;
import org.junit.jupiter.api.Test;

class IngestBatchTest extends IngestFixture {
  @Test
  void readings_are_forwarded_with_their_source_and_arrival() {
    Ingested ingested =
        process(ingestBatch, "{\"device\":\"d\",\"values\":{\"a\":1,\"b\":2}}", reading("d", "3"));

    assertThat(ingested.outcome()).isEqualTo(new Completed());
    assertThat(forwarded())
        .extracting(r -> r.reading().value(), AcceptedReading::arrivedAt, AcceptedReading::source)
        .containsExactly(
            tuple(1.0, ARRIVED, source(1, 0)),
            tuple(2.0, ARRIVED, source(1, 1)),
            tuple(3.0, ARRIVED, source(2, 0)));
    balances(ingested, 2, 3);
  }

  @Test
  void an_empty_batch_is_done() {
    Ingested ingested = process(ingestBatch);

    assertThat(ingested.outcome()).isEqualTo(new Completed());
    balances(ingested, 0, 0);
  }

  @Test
  void every_record_is_archived_as_it_came_poison_too() {
    process(ingestBatch, reading("d", "1"), "poison", reading("d", "2"));

    assertThat(archived("raw/"))
        .extracting(a -> new String(a.record().bytes(), UTF_8))
        .containsExactly(reading("d", "1"), "poison", reading("d", "2"));
  }

  @Test
  void poison_is_quarantined_with_all_its_reasons_and_its_siblings_go_on() {
    String mixed = "{\"device\":\"d\",\"values\":{\"a\":1,\"b\":\"x\",\"c\":NaN}}";
    Ingested ingested = process(ingestBatch, reading("d", "1"), mixed, "what");

    assertThat(ingested.outcome()).isEqualTo(new Completed());
    assertThat(archived("quarantine/"))
        .containsExactly(
            new Archived(
                record(2, mixed),
                List.of(
                    new Breach(Violation.NOT_A_NUMBER, "/values/b", 1),
                    new Breach(Violation.NOT_FINITE, "/values/c", 1))),
            new Archived(
                record(3, "what"), List.of(new Breach(Violation.UNRECOGNISED, "what", 1))));
    assertThat(forwarded()).hasSize(2);
    assertThat(ingested.tally().get(IngestCount.POISON)).isEqualTo(3);
    assertThat(ingested.tally().get(IngestCount.QUARANTINED)).isEqualTo(2);
    balances(ingested, 3, 5);
  }

  @Test
  void a_clock_that_cannot_be_right_gives_way_to_the_arrival_time() {
    List<String> times =
        List.of("\"2026-11-25T17:00:11Z\"", "0", "1e300", "-1e300", "9223372036854775807");
    Ingested ingested =
        process(ingestBatch, times.stream().map(at -> reading("d", "1,\"at\":" + at)).toList());

    assertThat(forwarded()).hasSize(10).allMatch(r -> r.reading().at().equals(ARRIVED));
    assertThat(ingested.tally().get(IngestCount.CLOCK)).isEqualTo(5);
    balances(ingested, 5, 10);
  }

  @Test
  void what_shows_that_a_device_is_faulty_travels_behind_the_records_readings() {
    Rules rules =
        Rules.parse("{\"rules\":[{\"metric\":\"b\",\"sentinels\":[-127]}]}".getBytes(UTF_8));
    String record =
        "{\"device\":\"d\",\"at\":\"2026-11-25T18:00:00Z\",\"values\":{\"a\":1,\"b\":-127}}";

    Ingested ingested =
        process(new IngestBatch(archive, stream, BUCKETS, () -> rules), record + record);

    assertThat(forwarded())
        .extracting(r -> r.reading().series().metric(), r -> r.reading().value(), r -> r.source())
        .containsExactly(
            tuple("a", 1.0, source(1, 0)),
            tuple("a", 1.0, source(1, 2)),
            tuple("offbeat.clock", 3600.0, source(1, 4)),
            tuple("offbeat.sentinel/b", -127.0, source(1, 5)));
    assertThat(ingested.tally().get(IngestCount.REMARK)).isEqualTo(2);
    balances(ingested, 1, 6);
  }

  @Test
  void what_is_too_old_is_archived_and_counted_but_goes_no_further() {
    Ingested ingested =
        process(ingestBatch, reading("d", "1,\"at\":\"2026-11-11T16:59:59Z\""), reading("d", "2"));

    assertThat(forwarded()).extracting(r -> r.reading().value()).containsExactly(2.0);
    assertThat(archived("raw/")).hasSize(2);
    assertThat(archived("quarantine/")).isEmpty();
    assertThat(ingested.tally().get(IngestCount.TOO_OLD)).isEqualTo(1);
    balances(ingested, 2, 2);
  }

  @Test
  void coerced_and_rounded_numbers_are_counted() {
    Ingested ingested =
        process(ingestBatch, reading("d", "\"1\""), reading("d", "9007199254740993"));

    assertThat(ingested.tally().get(IngestCount.COERCED)).isEqualTo(1);
    assertThat(ingested.tally().get(IngestCount.ROUNDED)).isEqualTo(1);
    balances(ingested, 2, 2);
  }

  @Test
  void the_same_batch_makes_the_same_objects_and_blocks() {
    process(ingestBatch, reading("a", "1"), "poison", reading("b", "2"));
    var second = new InMemoryArchive();
    var again = new InMemoryBlockForwarder();
    process(
        new IngestBatch(second, again, BUCKETS), reading("a", "1"), "poison", reading("b", "2"));

    assertThat(again.blocks()).isEqualTo(stream.blocks());
    assertThat(second.objects().keySet()).isEqualTo(archive.objects().keySet());
    second.objects().forEach((k, v) -> assertThat(v).isEqualTo(archive.objects().get(k)));
  }
}
