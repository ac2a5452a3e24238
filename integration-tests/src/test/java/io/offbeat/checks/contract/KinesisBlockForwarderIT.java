package io.offbeat.checks.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.offbeat.checks.emulator.Emulator;
import io.offbeat.checks.emulator.NeedsEmulator;
import io.offbeat.checks.emulator.StreamReader;
import io.offbeat.ingest.BlockForwarder;
import io.offbeat.ingest.KinesisBlockForwarder;
import io.offbeat.ingest.PackedBlock;
import io.offbeat.lambda.TransientFailure;
import io.offbeat.model.Bucket;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kinesis.model.Record;

@NeedsEmulator
class KinesisBlockForwarderIT implements BlockForwarderContract {
  private final Emulator emulator = Emulator.get();
  private final String stream = emulator.stream(4);
  private final StreamReader reader = new StreamReader(emulator.kinesis(), stream);
  private final List<Record> read = new ArrayList<>();

  @Override
  public BlockForwarder forwarder() {
    return new KinesisBlockForwarder(emulator.kinesis(), stream);
  }

  @Override
  public List<String> onStream(Bucket bucket) {
    reader.read().values().forEach(read::addAll);
    return read.stream()
        .filter(record -> record.partitionKey().equals(bucket.partitionKey()))
        .map(record -> record.data().asUtf8String())
        .toList();
  }

  @Test
  void buckets_spread_evenly_over_the_shards() {
    forwarder().forward(blocks("x"));

    Map<String, List<Record>> shards = reader.read();

    assertThat(shards).hasSize(4);
    assertThat(shards.values()).allSatisfy(records -> assertThat(records).hasSize(BUCKETS / 4));
  }

  @Test
  void blocks_that_are_refused_are_given_back_and_the_others_are_there() {
    var refusing = new RefusingKinesis(emulator.kinesis(), Set.of("3", "60"));

    List<PackedBlock> refused = new KinesisBlockForwarder(refusing, stream).forward(blocks("x"));

    assertThat(refused).extracting(block -> block.bucket().id()).containsExactly(3, 60);
    assertThat(seen()).hasSize(BUCKETS - 2).doesNotContain("3", "60");
  }

  @Test
  void blocks_whose_first_answer_was_lost_are_there_at_least_once() {
    var forgetful = emulator.kinesis(Faults.lostAnswers(1));

    assertThat(new KinesisBlockForwarder(forgetful, stream).forward(blocks("x"))).isEmpty();

    assertThat(seen()).hasSize(BUCKETS);
  }

  @Test
  void when_nothing_gets_through_that_may_pass() {
    var cutOff = new KinesisBlockForwarder(emulator.kinesis(Faults.cutOffAfter(0)), stream);
    var nowhere = new KinesisBlockForwarder(emulator.kinesis(), stream + "-not");

    assertThatThrownBy(() -> cutOff.forward(blocks("x"))).isInstanceOf(TransientFailure.class);
    assertThatThrownBy(() -> nowhere.forward(blocks("x"))).isInstanceOf(TransientFailure.class);
  }

  private static List<PackedBlock> blocks(String text) {
    return IntStream.range(0, BUCKETS)
        .mapToObj(id -> BlockForwarderContract.block(id, text))
        .toList();
  }

  /// Partition keys on the stream.
  private Set<String> seen() {
    var seen = new HashSet<String>();
    reader.read().values().forEach(records -> records.forEach(r -> seen.add(r.partitionKey())));
    return seen;
  }
}
