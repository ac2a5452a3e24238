package io.offbeat.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.offbeat.lambda.BatchOutcome.Completed;
import io.offbeat.lambda.TransientFailure;
import io.offbeat.model.AcceptedReading;
import io.offbeat.model.wire.BlockCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What an ingest batch does when the archive or the stream is in trouble.
class IngestTroubleTest extends IngestFixture {
  @Test
  void nothing_is_forwarded_that_is_not_archived() {
    Archive broken =
        (_, _) -> {
          throw new TransientFailure("archive is away");
        };
    Ingested ingested =
        process(new IngestBatch(broken, stream, BUCKETS), reading("d", "1"), "poison");

    assertThat(stream.blocks()).isEmpty();
    assertThat(retryFrom(ingested)).isEqualTo(1);
    assertThat(ingested.tally().get(IngestCount.UNARCHIVED)).isEqualTo(2);
    assertThat(ingested.tally().get(IngestCount.LEFT)).isEqualTo(2);
    balances(ingested, 2, 2);
  }

  @Test
  void nothing_is_forwarded_while_poison_is_not_quarantined() {
    Archive half =
        (key, object) -> {
          if (key.startsWith("quarantine/")) {
            throw new TransientFailure("quarantine is away");
          }
          archive.keep(key, object);
        };
    Ingested ingested = process(new IngestBatch(half, stream, BUCKETS), reading("d", "1"), "what");

    assertThat(stream.blocks()).isEmpty();
    assertThat(retryFrom(ingested)).isEqualTo(1);
    assertThat(ingested.tally().get(IngestCount.ARCHIVED)).isEqualTo(2);
    balances(ingested, 2, 2);
  }

  @Test
  void a_throttled_bucket_is_tried_again_while_the_others_go_on() {
    List<Integer> offered = new ArrayList<>();
    BlockForwarder throttled =
        blocks -> {
          offered.add(blocks.size());
          return offered.size() <= 3 ? blocks.subList(0, 1) : stream.forward(blocks);
        };
    Ingested ingested = process(new IngestBatch(archive, throttled, BUCKETS), fleet(40));

    assertThat(ingested.outcome()).isEqualTo(new Completed());
    assertThat(offered).containsExactly(4, 1, 1, 1);
    balances(ingested, 40, 40);
  }

  @Test
  void when_the_time_is_up_the_batch_resumes_at_the_lowest_record_left() {
    BlockForwarder oneBucketOnly =
        blocks -> {
          List<PackedBlock> taken =
              blocks.stream().filter(block -> block.bucket().id() == 2).toList();
          stream.forward(taken);
          return blocks.stream().filter(block -> !taken.contains(block)).toList();
        };
    List<String> fleet = fleet(40);
    Ingested ingested = process(new IngestBatch(archive, oneBucketOnly, BUCKETS), fleet);

    Set<Integer> forwarded = new HashSet<>();
    forwarded().forEach(r -> forwarded.add(r.source().sequenceNumber().intValueExact()));
    int lowest = IntStream.rangeClosed(1, 40).filter(i -> !forwarded.contains(i)).min().orElse(0);
    assertThat(retryFrom(ingested)).isEqualTo(lowest);
    assertThat(ingested.tally().get(IngestCount.FORWARDED)).isEqualTo(forwarded.size());
    assertThat(ingested.tally().get(IngestCount.LEFT)).isEqualTo(40 - forwarded.size());
    balances(ingested, 40, 40);
  }

  @Test
  void a_block_goes_out_only_after_its_predecessor_is_taken() {
    for (long seed = 1; seed <= 5; seed++) {
      var random = new Random(seed);
      List<AcceptedReading> taken = new ArrayList<>();
      BlockForwarder moody =
          blocks -> {
            assertThat(blocks).extracting(PackedBlock::bucket).doesNotHaveDuplicates();
            if (random.nextInt(4) == 0) {
              throw new TransientFailure("throttled");
            }
            List<PackedBlock> refused = blocks.stream().filter(_ -> random.nextBoolean()).toList();
            blocks.stream()
                .filter(block -> !refused.contains(block))
                .forEach(block -> taken.addAll(BlockCodec.decode(block.data()).readings()));
            return refused;
          };
      String many = "[" + (reading("d", "1") + ",").repeat(45_000) + reading("e", "2") + "]";
      Ingested ingested =
          new IngestBatch(archive, moody, 2)
              .process(batch(List.of(many)), patience(Duration.ofHours(1), random));

      assertThat(ingested.outcome()).as("seed %d", seed).isEqualTo(new Completed());
      assertThat(ingested.tally().imbalance()).isZero();
      assertThat(taken.stream().filter(r -> r.reading().series().device().equals("d")))
          .extracting(r -> r.source().ordinal())
          .isSorted()
          .hasSize(45_000);
    }
  }

  @Test
  void a_bug_is_not_caught() {
    BlockForwarder buggy =
        _ -> {
          throw new IllegalStateException("bug");
        };

    assertThatThrownBy(() -> process(new IngestBatch(archive, buggy, BUCKETS), reading("d", "1")))
        .isInstanceOf(IllegalStateException.class);
  }
}
