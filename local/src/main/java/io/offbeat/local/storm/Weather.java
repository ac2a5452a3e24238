package io.offbeat.local.storm;

import io.offbeat.local.stream.ShardedStream;
import io.offbeat.local.stream.StreamMapping;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/// What happens to the cloud, or to the fleet as a whole, rather than to a call: decided once a
/// minute.
final class Weather {
  private static final Duration DOWN = Duration.ofMinutes(6);
  private static final Duration TOPIC_DOWN = Duration.ofMinutes(20);

  /// How long two releases run side by side.
  private static final Duration TAKE_OVER = Duration.ofSeconds(150);

  /// Services that can be down for a while.
  private static final List<String> SERVICES =
      List.of(Cloud.BUCKET, Cloud.BLOCKS, Cloud.DEVICES, AlertCloud.INCIDENTS);

  private final Lambda.Surroundings around;
  private final SplittableRandom random;
  private final List<ShardedStream> streams;
  private final List<StreamMapping> mappings;
  private final Calls calls;
  private final Functions functions;
  private final StormFleet fleet;
  private final Releases releases;

  /// Where it happens.
  ///
  /// @param streams their shards split and merge
  /// @param mappings they start over
  /// @param calls services are down
  /// @param functions a release is deployed
  /// @param fleet falls silent
  /// @param releases one takes over from another
  record Place(
      List<ShardedStream> streams,
      List<StreamMapping> mappings,
      Calls calls,
      Functions functions,
      StormFleet fleet,
      Releases releases) {}

  Weather(Lambda.Surroundings around, SplittableRandom random, Place place) {
    this.around = around;
    this.random = random;
    this.streams = List.copyOf(place.streams());
    this.mappings = List.copyOf(place.mappings());
    this.calls = place.calls();
    this.functions = place.functions();
    this.fleet = place.fleet();
    this.releases = place.releases();
  }

  /// Lets a minute's weather come.
  void change() {
    if (fires(Fault.REDELIVERY)) {
      around.trace().add("the mappings start over");
      mappings.forEach(StreamMapping::restart);
    }
    if (fires(Fault.RESHARD)) {
      reshard(streams.get(random.nextInt(streams.size())), random.nextBoolean());
    }
    if (fires(Fault.DEPLOY)) {
      around.trace().add("a release is deployed");
      functions.deploy();
    }
    boolean rollsOut = fires(Fault.ROLLOUT);
    if (releases.areBoth()) {
      functions.deploy();
    } else if (rollsOut) {
      rollOut();
    }
    if (fires(Fault.FLEET_SILENT)) {
      around.trace().add("the fleet falls silent");
      fleet.fallSilent();
    }
    outage(Fault.OUTAGE, SERVICES.get(random.nextInt(SERVICES.size())), DOWN);
    outage(Fault.TOPIC_OUTAGE, AlertCloud.ALERTS, TOPIC_DOWN);
  }

  private boolean fires(Fault fault) {
    return around.faults().fires(fault);
  }

  /// Lets the other release take over: each minute all instances are replaced by some of either. No
  /// other begins before it has.
  private void rollOut() {
    around.trace().add("another release takes over");
    releases.takeOver();
    functions.deploy();
    around
        .scheduler()
        .after(
            TAKE_OVER,
            () -> {
              around.trace().add("the other release has taken over");
              releases.tookOver();
              functions.deploy();
            });
  }

  private void reshard(ShardedStream stream, boolean split) {
    int which = random.nextInt(100);
    around
        .trace()
        .add("%s %s shard %d".formatted(stream.name(), split ? "splits" : "merges", which));
    if (split) {
      stream.split(which);
    } else {
      stream.merge(which);
    }
  }

  private void outage(Fault fault, String service, Duration time) {
    if (fires(fault)) {
      calls.down(service);
      around.scheduler().after(time, () -> calls.up(service));
    }
  }
}
