package io.offbeat.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.offbeat.lambda.BatchOutcome.Completed;
import io.offbeat.lambda.Patience;
import io.offbeat.lambda.StreamBatch;
import io.offbeat.lambda.StreamRecord;
import io.offbeat.model.wire.BlockCodec;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Poison at every place of a batch, and every way in which the stream can take a part of it.
class EverywhereTest {
  private static final Instant ARRIVED = Instant.parse("2026-11-25T17:00:00Z");
  private static final int RECORDS = 60;
  private static final int BUCKETS = 8;

  @Test
  void poison_at_each_place_and_pair_of_places_harms_no_neighbour() {
    for (int first = 0; first < RECORDS; first++) {
      for (int second = first; second < RECORDS; second++) {
        var archive = new InMemoryArchive();
        var stream = new InMemoryBlockForwarder();
        Set<Integer> poison = first == second ? Set.of(first) : Set.of(first, second);

        Ingested ingested =
            new IngestBatch(archive, stream, BUCKETS).process(batch(poison), patience());

        assertThat(ingested.outcome()).isEqualTo(new Completed());
        assertThat(places(archive)).as("poison %s", poison).isEqualTo(sorted(poison));
        assertThat(places(stream.blocks())).as("poison %s", poison).isEqualTo(others(poison));
      }
    }
  }

  /// Of three rounds the first refuses these buckets' blocks, the second the others that are left,
  /// the third the first again.
  @Test
  void whichever_blocks_are_refused_these_alone_come_again() {
    for (int mask = 0; mask < 1 << BUCKETS; mask++) {
      int refusing = mask;
      List<List<PackedBlock>> rounds = new ArrayList<>();
      List<PackedBlock> taken = new ArrayList<>();
      BlockForwarder moody =
          blocks -> {
            rounds.add(blocks);
            int now = rounds.size() == 2 ? ~refusing : rounds.size() <= 3 ? refusing : 0;
            List<PackedBlock> refused =
                blocks.stream().filter(block -> ((now >> block.bucket().id()) & 1) == 1).toList();
            blocks.stream().filter(block -> !refused.contains(block)).forEach(taken::add);
            return refused;
          };

      Ingested ingested =
          new IngestBatch(new InMemoryArchive(), moody, BUCKETS)
              .process(batch(Set.of()), patience());

      assertThat(ingested.outcome()).as("mask %d", mask).isEqualTo(new Completed());
      assertThat(ingested.tally().imbalance()).isZero();
      assertThat(rounds.getFirst()).hasSize(BUCKETS);
      assertThat(taken).as("mask %d", mask).doesNotHaveDuplicates().hasSize(BUCKETS);
      assertThat(places(taken)).as("mask %d", mask).isEqualTo(others(Set.of()));
    }
  }

  private static List<Integer> sorted(Set<Integer> places) {
    return places.stream().sorted().toList();
  }

  private static List<Integer> others(Set<Integer> poison) {
    return IntStream.range(0, RECORDS).filter(i -> !poison.contains(i)).boxed().toList();
  }

  private static List<Integer> places(InMemoryArchive archive) {
    return archive.objects().entrySet().stream()
        .filter(object -> object.getKey().startsWith("quarantine/"))
        .flatMap(object -> ArchiveCodec.decode(object.getValue()).stream())
        .map(archived -> archived.record().sequenceNumber().intValueExact())
        .sorted()
        .toList();
  }

  private static List<Integer> places(List<PackedBlock> blocks) {
    return blocks.stream()
        .flatMap(block -> BlockCodec.decode(block.data()).readings().stream())
        .map(accepted -> accepted.source().sequenceNumber().intValueExact())
        .sorted()
        .toList();
  }

  private static StreamBatch batch(Set<Integer> poison) {
    return new StreamBatch(
        "readings",
        IntStream.range(0, RECORDS)
            .mapToObj(i -> record(i, poison.contains(i) ? "{\"device\":" : reading(i)))
            .toList());
  }

  private static String reading(int place) {
    return "{\"device\":\"device-%d\",\"metric\":\"m\",\"value\":1}".formatted(place);
  }

  private static StreamRecord record(int place, String payload) {
    return new StreamRecord(
        "shardId-000000000000",
        BigInteger.valueOf(place),
        "key",
        ARRIVED,
        ByteBuffer.wrap(payload.getBytes(UTF_8)));
  }

  private static Patience patience() {
    var timer =
        new Patience.Timer() {
          @Override
          public Duration remaining() {
            return Duration.ofMinutes(5);
          }

          @Override
          public void pause(Duration duration) {
            // No time passes here.
          }
        };
    return new Patience(timer, new Random(1));
  }
}
