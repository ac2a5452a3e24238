package io.offbeat.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class PatienceTest {
  private final List<Duration> waits = new ArrayList<>();
  private int calls;

  @Test
  void a_call_that_succeeds_is_made_once_without_waiting() {
    assertThat(patience(Duration.ZERO, new Random(1)).call(() -> "done")).isEqualTo("done");
    assertThat(waits).isEmpty();
  }

  @Test
  void a_call_that_fails_is_made_again() {
    String answer = patience(Duration.ofMinutes(5), new Random(1)).call(() -> failUntil(4));

    assertThat(answer).isEqualTo("done");
    assertThat(calls).isEqualTo(4);
    assertThat(waits).hasSize(3);
  }

  @Test
  void waits_are_spread_between_nothing_and_a_bound_that_doubles_to_five_seconds() {
    patience(Duration.ofMinutes(5), longest()).call(() -> failUntil(9));

    assertThat(waits)
        .extracting(Duration::toMillis)
        .containsExactly(100L, 200L, 400L, 800L, 1600L, 3200L, 5000L, 5000L);
  }

  @Test
  void the_last_failure_passes_when_the_time_for_ending_is_reached() {
    Patience patience = patience(Duration.ofMillis(350), longest());

    assertThatThrownBy(() -> patience.call(() -> failUntil(100)))
        .isInstanceOf(TransientFailure.class)
        .hasMessage("call 3");
    assertThat(waits).hasSize(2);
  }

  @Test
  void a_call_is_made_even_when_no_time_is_left() {
    assertThatThrownBy(() -> patience(Duration.ofSeconds(-20), longest()).run(() -> failUntil(2)))
        .hasMessage("call 1");
  }

  @Test
  void there_is_time_for_another_call_until_ending_needs_it() {
    patience(Duration.ZERO, longest()).requireTime();

    assertThatThrownBy(() -> patience(Duration.ofMillis(-1), longest()).requireTime())
        .isInstanceOf(TransientFailure.class)
        .hasMessage("no time is left to begin another call");
  }

  @Test
  void a_call_that_begins_ends_before_the_invocation_does() {
    assertThat(AwsClients.ALL_ATTEMPTS).isLessThan(Patience.RESERVE);
  }

  @Test
  void a_fault_of_the_environment_is_told_before_it_is_waited_out_and_once() {
    var told = new ArrayList<String>();
    Patience patience =
        new Patience(
            timer(Duration.ofMinutes(5)),
            longest(),
            fault -> told.add("%s after %d waits".formatted(fault.getMessage(), waits.size())));

    for (int i = 0; i < 2; i++) {
      int before = calls;
      patience.run(() -> {
        calls++;
        if (calls < before + 3) {
          throw new EnvironmentFault("denied", new IllegalStateException());
        }
      });
    }

    assertThat(told).containsExactly("denied after 0 waits");
    assertThat(waits).hasSize(4);
  }

  @Test
  void a_bug_passes_at_once() {
    Patience patience = patience(Duration.ofMinutes(5), new Random(1));

    assertThatThrownBy(() -> patience.run(() -> List.of().getFirst()))
        .isInstanceOf(java.util.NoSuchElementException.class);
    assertThat(waits).isEmpty();
  }

  private String failUntil(int call) {
    calls++;
    if (calls < call) {
      throw new TransientFailure("call " + calls);
    }
    return "done";
  }

  /// Patience with this much time above its reserve.
  private Patience patience(Duration spare, RandomGenerator random) {
    return new Patience(timer(spare), random);
  }

  private Patience.Timer timer(Duration spare) {
    return new Patience.Timer() {
      private Duration left = Patience.RESERVE.plus(spare);

      @Override
      public Duration remaining() {
        return left;
      }

      @Override
      public void pause(Duration duration) {
        waits.add(duration);
        left = left.minus(duration);
      }
    };
  }

  /// Always the longest wait that it may choose.
  private static RandomGenerator longest() {
    return new RandomGenerator() {
      @Override
      public long nextLong() {
        return 0;
      }

      @Override
      public long nextLong(long origin, long bound) {
        return bound - 1;
      }
    };
  }
}
