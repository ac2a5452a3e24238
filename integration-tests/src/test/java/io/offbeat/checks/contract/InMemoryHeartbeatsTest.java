package io.offbeat.checks.contract;

import io.offbeat.detector.Heartbeats;
import io.offbeat.detector.InMemoryHeartbeats;
import java.util.List;
import java.util.stream.IntStream;

class InMemoryHeartbeatsTest implements HeartbeatsContract {
  private InMemoryHeartbeats heartbeats = new InMemoryHeartbeats(List.of());

  @Override
  public Heartbeats heartbeats(int shards) {
    heartbeats =
        new InMemoryHeartbeats(IntStream.range(0, shards).mapToObj(i -> "shard-" + i).toList());
    return heartbeats;
  }

  @Override
  public List<String> records() {
    return heartbeats.newest();
  }
}
