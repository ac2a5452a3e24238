package io.offbeat.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.offbeat.model.Bucket;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KinesisBlockForwarderTest {
  @Test
  void a_call_holds_500_records_at_most() {
    assertThat(KinesisBlockForwarder.calls(blocks(1_001, 10)))
        .extracting(List::size)
        .containsExactly(500, 500, 1);
    assertThat(KinesisBlockForwarder.calls(blocks(500, 10))).hasSize(1);
    assertThat(KinesisBlockForwarder.calls(List.of())).isEmpty();
  }

  @Test
  void a_call_holds_5_mib_at_most_keys_included() {
    List<PackedBlock> blocks = blocks(45, 256 << 10);

    assertThat(KinesisBlockForwarder.calls(blocks))
        .extracting(List::size)
        .containsExactly(19, 19, 7);
    assertThat(KinesisBlockForwarder.calls(blocks).stream().flatMap(List::stream))
        .containsExactlyElementsOf(blocks);
  }

  private static List<PackedBlock> blocks(int count, int bytes) {
    return IntStream.range(0, count)
        .mapToObj(i ->
            new PackedBlock(
                new Bucket(i, 1_024), BigInteger.valueOf(i), 1, ByteBuffer.allocate(bytes)))
        .toList();
  }
}
