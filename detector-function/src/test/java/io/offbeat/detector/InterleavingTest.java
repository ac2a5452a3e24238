package io.offbeat.detector;

import static io.offbeat.detector.Blocks.PUMP;
import static io.offbeat.detector.Blocks.pump;
import static org.assertj.core.api.Assertions.assertThat;

import io.offbeat.lambda.StreamBatch;
import io.offbeat.model.Block;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// A zombie invocation and its successor, their calls of ports in every order that there is.
class InterleavingTest {
  private static final List<String> PUMPS = List.of(PUMP.device());

  private static final StreamBatch CALM = Blocks.batch(pump(0, 60));

  /// Starts an episode in one block and ends it in the next.
  private static final List<Block> SPIKE =
      List.of(new Block(0, pump(60, 62, 61)), new Block(0, pump(62, 75)));

  @Test
  void one_batch_in_two_invocations_leaves_nothing_wrong_in_any_order() {
    StreamBatch batch = Blocks.batch(1, SPIKE);

    assertThat(schedules(batch, batch)).isGreaterThan(50);
  }

  @Test
  void a_batch_cut_differently_for_the_successor_leaves_nothing_wrong_in_any_order() {
    StreamBatch zombies = Blocks.batch(1, SPIKE.subList(0, 1));

    assertThat(schedules(zombies, Blocks.batch(1, SPIKE))).isGreaterThan(50);
  }

  @Test
  void a_zombie_with_what_comes_twice_leaves_nothing_wrong_in_any_order() {
    var twice = new ArrayList<>(SPIKE.subList(0, 1));
    twice.addAll(SPIKE);

    assertThat(schedules(Blocks.batch(1, twice), Blocks.batch(1, SPIKE))).isGreaterThan(50);
  }

  /// Goes through all orders, the last choice changed first.
  ///
  /// @return how many there are
  private static int schedules(StreamBatch zombies, StreamBatch successors) {
    World calm = world();
    World.deliver(successors, calm.function(), Blocks::patience);
    assertThat(calm.eventIds()).hasSize(2);
    Optional<List<Integer>> schedule = Optional.of(List.of());
    int count = 0;
    for (; schedule.isPresent(); count++) {
      World shared = world();
      var turns = new Turns(schedule.get());
      DetectBatch zombie = shared.function(turns.of(0));
      DetectBatch successor = shared.function(turns.of(1));
      List<Integer> taken =
          turns.run(
              () -> World.deliver(zombies, zombie, Blocks::patience),
              () -> World.deliver(successors, successor, Blocks::patience));
      assertThat(shared.states(PUMPS)).as("turns %s", taken).isEqualTo(calm.states(PUMPS));
      assertThat(shared.eventIds()).as("turns %s", taken).isEqualTo(calm.eventIds());
      schedule = after(taken);
    }
    return count;
  }

  private static Optional<List<Integer>> after(List<Integer> taken) {
    int last = taken.lastIndexOf(0);
    if (last < 0) {
      return Optional.empty();
    }
    var next = new ArrayList<>(taken.subList(0, last));
    next.add(1);
    return Optional.of(next);
  }

  private static World world() {
    var world = new World();
    World.deliver(CALM, world.function(), Blocks::patience);
    return world;
  }
}
