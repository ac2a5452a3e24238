package io.offbeat.detector;

import static org.assertj.core.api.Assertions.assertThat;

import io.offbeat.lambda.StreamBatch;
import io.offbeat.lambda.TransientFailure;
import io.offbeat.model.Block;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What holds however the blocks come, and whatever breaks on the way.
class DetectBatchPropertyTest {
  private static final int CUTS = 8;

  /// Of twenty minutes each.
  private static final int BLOCKS_A_DAY = 72;

  /// One load, three saves, one publishing and three saves of emptied outboxes, at most.
  private static final int CALLS_A_BATCH = 8;

  private static final List<String> DEVICES = List.of("device-0", "device-1", "device-2");

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void any_cut_of_the_same_blocks_gives_the_same_state_and_events(int seed) {
    List<Block> blocks = Blocks.fleet(seed, DEVICES.size(), 12);
    World oneByOne = run(cut(blocks, 1));
    assertThat(oneByOne.eventIds()).as("seed %d", seed).isNotEmpty();

    for (int i = 0; i < CUTS; i++) {
      World other = run(cut(blocks, new Random(100L * seed + i)));
      assertThat(other.states(DEVICES)).as("seed %d", seed).isEqualTo(oneByOne.states(DEVICES));
      assertThat(other.topic.events())
          .as("seed %d", seed)
          .containsExactlyInAnyOrderElementsOf(oneByOne.topic.events());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void the_same_day_three_ways_ends_in_the_same_state_and_episodes(int seed) {
    List<Block> day = Blocks.fleet(seed, DEVICES.size(), BLOCKS_A_DAY);
    World oneByOne = run(cut(day, 1));
    World random = run(cut(day, new Random(seed)));
    World crashing = new World();
    int call = 0;
    for (StreamBatch batch : cut(day, 3)) {
      for (boolean afterEffect : new boolean[] {false, true}) {
        var crash =
            new Interruption(call++ % CALLS_A_BATCH, afterEffect, DetectBatchPropertyTest::crash);
        World.deliver(batch, crashing.function(crash), Blocks::patience);
      }
    }

    for (World other : List.of(random, crashing)) {
      assertThat(other.states(DEVICES)).as("seed %d", seed).isEqualTo(oneByOne.states(DEVICES));
      assertThat(other.eventIds()).as("seed %d", seed).isEqualTo(oneByOne.eventIds()).isNotEmpty();
    }
  }

  private static void crash() {
    throw new Interruption.Killed();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void a_redelivered_stream_changes_nothing(int seed) {
    List<Block> blocks = Blocks.fleet(seed, DEVICES.size(), 12);
    World world = run(cut(blocks, 4));
    var states = world.states(DEVICES);
    var events = world.topic.events();

    cut(blocks, 3).forEach(batch -> World.deliver(batch, world.function(), Blocks::patience));

    assertThat(world.states(DEVICES)).isEqualTo(states);
    assertThat(world.topic.events()).isEqualTo(events);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void an_invocation_killed_at_any_call_leaves_nothing_wrong(boolean afterEffect) {
    surviveAtAnyCall(
        afterEffect,
        () -> {
          throw new Interruption.Killed();
        });
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void trouble_at_any_call_leaves_nothing_wrong(boolean afterEffect) {
    surviveAtAnyCall(
        afterEffect,
        () -> {
          throw new TransientFailure("once");
        });
  }

  private static void surviveAtAnyCall(boolean afterEffect, Runnable trouble) {
    List<StreamBatch> batches = cut(Blocks.fleet(7, DEVICES.size(), 8), 3);
    var counting = new Interruption(Interruption.NEVER, false, () -> {});
    World calm = run(batches, counting, true);
    assertThat(calm.eventIds()).isNotEmpty();
    for (int call = 0; call < counting.calls(); call++) {
      for (boolean patient : new boolean[] {true, false}) {
        World shaken = run(batches, new Interruption(call, afterEffect, trouble), patient);
        assertSame(calm, shaken, call);
      }
    }
  }

  @Test
  void two_invocations_of_one_batch_interleaved_anywhere_leave_nothing_wrong() {
    List<StreamBatch> batches = cut(Blocks.fleet(7, DEVICES.size(), 8), 3);
    var counting = new Interruption(Interruption.NEVER, false, () -> {});
    World calm = run(batches, counting, true);
    for (int call = 0; call < counting.calls(); call++) {
      for (boolean afterEffect : new boolean[] {true, false}) {
        World shared = new World();
        Runnable zombie =
            () ->
                batches.forEach(
                    batch -> World.deliver(batch, shared.function(), Blocks::impatience));
        DetectBatch function = shared.function(new Interruption(call, afterEffect, zombie));
        batches.forEach(batch -> World.deliver(batch, function, Blocks::patience));
        assertSame(calm, shared, call);
      }
    }
  }

  private static void assertSame(World calm, World shaken, int call) {
    assertThat(shaken.states(DEVICES)).as("call %d", call).isEqualTo(calm.states(DEVICES));
    assertThat(shaken.eventIds()).as("call %d", call).isEqualTo(calm.eventIds());
  }

  private static World run(List<StreamBatch> batches) {
    return run(batches, new Interruption(Interruption.NEVER, false, () -> {}), true);
  }

  private static World run(List<StreamBatch> batches, Interruption interruption, boolean patient) {
    var world = new World();
    DetectBatch function = world.function(interruption);
    batches.forEach(
        batch -> World.deliver(batch, function, patient ? Blocks::patience : Blocks::impatience));
    return world;
  }

  private static List<StreamBatch> cut(List<Block> blocks, int size) {
    var batches = new ArrayList<StreamBatch>();
    for (int from = 0; from < blocks.size(); from += size) {
      batches.add(Blocks.batch(from, blocks.subList(from, Math.min(blocks.size(), from + size))));
    }
    return batches;
  }

  private static List<StreamBatch> cut(List<Block> blocks, Random random) {
    var batches = new ArrayList<StreamBatch>();
    for (int from = 0; from < blocks.size(); ) {
      int to = Math.min(blocks.size(), from + 1 + random.nextInt(6));
      batches.add(Blocks.batch(from, blocks.subList(from, to)));
      from = to;
    }
    return batches;
  }
}
