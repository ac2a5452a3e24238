package io.offbeat.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.offbeat.lambda.BatchOutcome;
import io.offbeat.lambda.Patience;
import io.offbeat.lambda.TransientFailure;
import io.offbeat.model.Bucket;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ForwardingTest {
  @Test
  void a_call_holds_500_records_at_most() {
    assertThat(Forwarding.calls(blocks(1_001, 10)))
        .extracting(List::size)
        .containsExactly(500, 500, 1);
    assertThat(Forwarding.calls(blocks(500, 10))).hasSize(1);
    assertThat(Forwarding.calls(List.of())).isEmpty();
  }

  @Test
  void a_call_holds_5_mib_at_most_keys_included() {
    List<PackedBlock> blocks = blocks(45, 256 << 10);

    assertThat(Forwarding.calls(blocks)).extracting(List::size).containsExactly(19, 19, 7);
    assertThat(Forwarding.calls(blocks).stream().flatMap(List::stream))
        .containsExactlyElementsOf(blocks);
  }

  @Test
  void no_call_begins_in_the_time_that_the_answer_needs() {
    List<Integer> offered = new ArrayList<>();
    var timer = new CallsTakeTime(Patience.RESERVE.plusSeconds(15));
    BlockForwarder slow =
        call -> {
          offered.add(call.size());
          timer.pause(Duration.ofSeconds(10));
          return List.of();
        };
    var forwarding = new Forwarding(slow, blocks(64, 256 << 10));

    BatchOutcome outcome = forwarding.finish(new Patience(timer, new Random(1)));

    assertThat(offered).containsExactly(19, 19);
    assertThat(outcome)
        .isInstanceOfSatisfying(
            BatchOutcome.RetryFrom.class,
            retry -> assertThat(retry.first()).isEqualTo(BigInteger.valueOf(38)));
    assertThat(forwarding.leftReadings()).isEqualTo(64 - 38);
  }

  @Test
  void what_a_failed_call_left_is_tried_again_and_nothing_else() {
    List<Integer> offered = new ArrayList<>();
    BlockForwarder failing =
        call -> {
          offered.add(call.getFirst().bucket().id());
          if (offered.size() == 2) {
            throw new TransientFailure("cut off");
          }
          return List.of();
        };
    var forwarding = new Forwarding(failing, blocks(64, 256 << 10));

    BatchOutcome outcome =
        forwarding.finish(new Patience(new CallsTakeTime(Duration.ofMinutes(5)), new Random(1)));

    assertThat(outcome).isEqualTo(new BatchOutcome.Completed());
    assertThat(offered).containsExactly(0, 19, 19, 38, 57);
    assertThat(forwarding.forwardedBlocks()).isEqualTo(64);
  }

  /// An invocation's time, which passes only when it is said to.
  private static final class CallsTakeTime implements Patience.Timer {
    private Duration left;

    CallsTakeTime(Duration left) {
      this.left = left;
    }

    @Override
    public Duration remaining() {
      return left;
    }

    @Override
    public void pause(Duration duration) {
      left = left.minus(duration);
    }
  }

  private static List<PackedBlock> blocks(int count, int bytes) {
    return IntStream.range(0, count)
        .mapToObj(i ->
            new PackedBlock(
                new Bucket(i, 1_024), BigInteger.valueOf(i), 1, ByteBuffer.allocate(bytes)))
        .toList();
  }
}
