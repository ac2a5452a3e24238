package io.offbeat.checks.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.offbeat.ingest.BlockForwarder;
import io.offbeat.ingest.PackedBlock;
import io.offbeat.model.Bucket;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What a [BlockForwarder] promises.
interface BlockForwarderContract {
  /// How many buckets the blocks are of.
  int BUCKETS = 64;

  /// The forwarder to an empty stream.
  BlockForwarder forwarder();

  /// Texts of the blocks of one bucket that are on the stream, in its order.
  List<String> onStream(Bucket bucket);

  @Test
  default void every_block_is_there_under_its_bucket() {
    List<PackedBlock> blocks =
        IntStream.range(0, BUCKETS).mapToObj(id -> block(id, "block of " + id)).toList();

    assertThat(forwarder().forward(blocks)).isEmpty();

    assertThat(blocks)
        .allSatisfy(block ->
            assertThat(onStream(block.bucket()))
                .containsExactly("block of " + block.bucket().id()));
  }

  @Test
  default void blocks_of_one_bucket_stand_in_the_order_of_the_calls() {
    forwarder().forward(List.of(block(7, "first"), block(8, "other")));
    forwarder().forward(List.of(block(7, "second")));

    assertThat(onStream(new Bucket(7, BUCKETS))).containsExactly("first", "second");
  }

  @Test
  default void a_block_may_be_forwarded_again() {
    PackedBlock block = block(7, "same");
    forwarder().forward(List.of(block));
    forwarder().forward(List.of(block));

    assertThat(onStream(block.bucket())).containsOnly("same");
  }

  @Test
  default void no_blocks_are_no_trouble() {
    assertThat(forwarder().forward(List.of())).isEmpty();
  }

  /// A block with a text as its data.
  static PackedBlock block(int bucket, String text) {
    return new PackedBlock(
        new Bucket(bucket, BUCKETS), BigInteger.ONE, 1, ByteBuffer.wrap(text.getBytes(UTF_8)));
  }
}
