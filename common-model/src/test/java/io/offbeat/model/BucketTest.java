package io.offbeat.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BucketTest {
  private static final BigInteger RING = BigInteger.ONE.shiftLeft(128);

  @Test
  void a_device_stays_in_its_bucket_for_ever() {
    // printf pump-7 | sha256sum begins 9a31
    assertThat(Bucket.of("pump-7", 65_536).id()).isEqualTo(0x9a31);
    assertThat(Bucket.of("pump-7", 64).id()).isEqualTo(38);
    assertThat(Bucket.of("pump-7", 1)).isEqualTo(new Bucket(0, 1));
  }

  @Test
  void a_split_bucket_stays_inside_its_parents_range() {
    for (int i = 0; i < 1_000; i++) {
      Bucket parent = Bucket.of("device-" + i, 64);
      Bucket child = Bucket.of("device-" + i, 128);

      assertThat(child.id() / 2).isEqualTo(parent.id());
    }
  }

  @Test
  void buckets_are_spread_evenly_over_the_ring() {
    BigInteger step = RING.divide(BigInteger.valueOf(64));

    assertThat(IntStream.range(0, 64).mapToObj(id -> new Bucket(id, 64).explicitHashKey()))
        .containsExactlyElementsOf(
            IntStream.range(0, 64)
                .mapToObj(id -> step.multiply(BigInteger.valueOf(id)).toString())
                .toList());
  }

  @Test
  void devices_are_spread_evenly_over_buckets() {
    int[] sizes = new int[16];
    for (int i = 0; i < 16_000; i++) {
      sizes[Bucket.of("device-" + i, 16).id()]++;
    }

    assertThat(IntStream.of(sizes).boxed()).allMatch(size -> 850 < size && size < 1_150);
  }

  @Test
  void the_partition_key_is_the_id() {
    assertThat(new Bucket(63, 64).partitionKey()).isEqualTo("63");
  }

  @Test
  void a_count_must_be_a_power_of_two_up_to_65536() {
    for (int count : new int[] {0, -1, 3, 131_072}) {
      assertThatThrownBy(() -> Bucket.of("d", count)).isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(Bucket.of("d", 65_536).id()).isBetween(0, 65_535);
  }

  @Test
  void an_id_must_be_below_the_count() {
    assertThatThrownBy(() -> new Bucket(64, 64)).hasMessageContaining("0 to 63: 64");
    assertThatThrownBy(() -> new Bucket(-1, 64)).hasMessageContaining("-1");
  }
}
