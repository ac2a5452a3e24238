package io.offbeat.local.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.offbeat.lambda.StreamRecord;
import io.offbeat.model.Bucket;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShardedStreamTest {
  private static final Instant NOON = Instant.parse("2026-03-10T12:00:00Z");
  private static final BigInteger TOP = BigInteger.TWO.pow(128).subtract(BigInteger.ONE);

  private final ShardedStream stream = new ShardedStream("readings", 4, NOON);

  @Test
  void the_same_partition_key_always_falls_on_the_same_shard() {
    assertThat(put("pump-7").shard()).isEqualTo(put("pump-7").shard());
  }

  @Test
  void the_md5_of_the_partition_key_picks_the_shard() {
    // MD5("a") = 0cc1…, MD5("b") = 92eb…, MD5("e") = e167…
    assertThat(put("a").shard()).isEqualTo("shardId-000000000000");
    assertThat(put("b").shard()).isEqualTo("shardId-000000000002");
    assertThat(put("e").shard()).isEqualTo("shardId-000000000003");
  }

  @Test
  void an_explicit_hash_key_picks_the_shard_whatever_the_partition_key() {
    assertThat(putAt(BigInteger.ZERO).shard()).isEqualTo("shardId-000000000000");
    assertThat(putAt(TOP).shard()).isEqualTo("shardId-000000000003");
    assertThat(putAt(BigInteger.TWO.pow(126)).shard()).isEqualTo("shardId-000000000001");
    assertThat(putAt(BigInteger.TWO.pow(126).subtract(BigInteger.ONE)).shard())
        .isEqualTo("shardId-000000000000");
  }

  @Test
  void the_buckets_of_blocks_spread_evenly_over_the_shards() {
    assertThat(
            IntStream.range(0, 64)
                .mapToObj(id -> new BigInteger(new Bucket(id, 64).explicitHashKey()))
                .map(key -> putAt(key).shard())
                .filter("shardId-000000000002"::equals))
        .hasSize(16);
  }

  @Test
  void a_hash_key_beside_the_ring_is_refused() {
    assertThatThrownBy(() -> putAt(BigInteger.TWO.pow(128))).hasMessageContaining("ring");
    assertThatThrownBy(() -> putAt(BigInteger.ONE.negate())).hasMessageContaining("ring");
  }

  @Test
  void sequence_numbers_have_56_digits_and_increase_within_a_shard() {
    BigInteger first = put("pump-7").sequenceNumber();
    BigInteger second = put("pump-7").sequenceNumber();

    assertThat(first.toString()).hasSize(56);
    assertThat(second).isGreaterThan(first);
  }

  @Test
  void a_stream_opened_later_goes_on_after_every_number_of_the_one_before() {
    BigInteger before = put("pump-7").sequenceNumber();
    var reopened = new ShardedStream("readings", 4, NOON.plusNanos(1_000));

    BigInteger after = reopened.put("pump-7", NOON, new byte[0]).sequenceNumber();

    assertThat(after.subtract(before)).isGreaterThan(BigInteger.TEN.pow(30));
  }

  @Test
  void a_stream_needs_a_shard() {
    assertThatThrownBy(() -> new ShardedStream("readings", 0, NOON)).hasMessageContaining("shard");
  }

  @Test
  void a_record_for_each_shard_goes_on_the_open_ones() {
    stream.split(0);

    assertThat(stream.putOnEach("any", NOON, new byte[0])).hasSize(5);
    assertThat(List.copyOf(stream.all()))
        .hasSize(5)
        .isSortedAccordingTo(Comparator.comparing(StreamRecord::sequenceNumber));
  }

  private StreamRecord put(String partitionKey) {
    return stream.put(partitionKey, NOON, new byte[] {1});
  }

  private StreamRecord putAt(BigInteger hashKey) {
    return stream.put("any", hashKey, NOON, new byte[] {1});
  }
}
