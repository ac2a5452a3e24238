package io.offbeat.local.storm;

import io.offbeat.detector.CensusBoard;
import io.offbeat.detector.Device;
import io.offbeat.detector.DeviceScan;
import io.offbeat.detector.DeviceStore;
import io.offbeat.detector.EpisodePublisher;
import io.offbeat.detector.Glance;
import io.offbeat.detector.Heartbeat;
import io.offbeat.detector.Heartbeats;
import io.offbeat.detector.InMemoryCensusBoard;
import io.offbeat.detector.InMemoryDeviceStore;
import io.offbeat.ingest.Archive;
import io.offbeat.ingest.BlockForwarder;
import io.offbeat.ingest.InMemoryArchive;
import io.offbeat.ingest.PackedBlock;
import io.offbeat.lambda.TransientFailure;
import io.offbeat.local.stream.ShardedStream;
import io.offbeat.model.EpisodeEvent;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// What is outside of the functions: streams, tables, topics, a bucket, each behind [Calls], and
/// what has come to stand in them.
final class Cloud {
  /// Services that can be down for a while.
  static final String DEVICES = "devices";

  static final String BUCKET = "bucket";
  static final String BLOCKS = "blocks";

  private static final String READINGS = "readings";
  private static final String HEARTBEAT = "offbeat.heartbeat";

  private final Calls calls;
  private final Supplier<Instant> clock;
  private final ShardedStream readings;
  private final ShardedStream blocks;
  private final Consumer<EpisodeEvent> episodesQueue;

  final InMemoryArchive archive = new InMemoryArchive();
  final InMemoryDeviceStore devices = new InMemoryDeviceStore();
  final Releases releases = new Releases();
  final InMemoryCensusBoard board = new InMemoryCensusBoard();
  final List<EpisodeEvent> episodes = new ArrayList<>();

  /// Events that a saved state has owned, and ids of those that went out though none had.
  private final Set<EpisodeEvent> owned = new HashSet<>();

  final Set<String> orphans = new HashSet<>();

  /// What a scan of the devices showed a while ago.
  private List<Glance> lastScan = List.of();

  /// How many scans showed what was.
  int oldScans;

  private boolean closed;

  Cloud(
      Calls calls,
      Supplier<Instant> clock,
      ShardedStream readings,
      ShardedStream blocks,
      Consumer<EpisodeEvent> episodesQueue) {
    this.calls = calls;
    this.clock = clock;
    this.readings = readings;
    this.blocks = blocks;
    this.episodesQueue = episodesQueue;
  }

  Archive archive() {
    return (key, object) -> calls.run(BUCKET, () -> archive.keep(key, object));
  }

  /// Refuses a part of the blocks now and then, as PutRecords does.
  BlockForwarder blocks() {
    return packed -> {
      boolean some = calls.takesPart();
      return calls.call(
          BLOCKS,
          () -> {
            var refused = new ArrayList<PackedBlock>();
            for (PackedBlock block : packed) {
              if (some && calls.any(2) == 0) {
                refused.add(block);
              } else {
                put(block);
              }
            }
            return refused;
          });
    };
  }

  private void put(PackedBlock block) {
    byte[] data = new byte[block.data().remaining()];
    block.data().duplicate().get(data);
    var key = new BigInteger(block.bucket().explicitHashKey());
    blocks.put(block.bucket().partitionKey(), key, clock.get(), data);
  }

  /// The table of devices.
  ///
  /// @param release of the instance that calls it
  DeviceStore devices(Releases.Release release) {
    return new DeviceStore() {
      @Override
      public Map<String, Device> load(Collection<String> names) {
        return calls.call(DEVICES, () -> devices.load(names));
      }

      @Override
      public Optional<Device> save(Device device) {
        return calls.call(
            DEVICES,
            () -> {
              Optional<Device> saved = release.save(devices, device);
              saved.ifPresent(now -> owned.addAll(now.outbox()));
              return saved;
            });
      }
    };
  }

  DeviceScan scan() {
    return new DeviceScan() {
      @Override
      public List<Glance> scan() {
        boolean old = calls.isStale();
        oldScans += old ? 1 : 0;
        return calls.call(
            DEVICES,
            () -> {
              List<Glance> newest = devices.scan();
              List<Glance> shown = old ? lastScan : newest;
              lastScan = newest;
              return shown;
            });
      }

      @Override
      public void visit(BiConsumer<Glance, Device> each) {
        calls.run(DEVICES, () -> devices.visit(each));
      }
    };
  }

  /// From here on no heartbeat arrives, as no reading does.
  void close() {
    closed = true;
  }

  boolean isClosed() {
    return closed;
  }

  /// Puts a record on each shard that was open when it asked, at the start of its range; refuses a
  /// part of them now and then, as PutRecords does.
  Heartbeats heartbeats() {
    return (at, names) -> {
      boolean some = calls.takesPart();
      List<ShardedStream.Shard> open = calls.call(READINGS, readings::open);
      calls.run(
          READINGS,
          () -> {
            int refused = 0;
            for (ShardedStream.Shard shard : open) {
              if (some && calls.any(2) == 0) {
                refused++;
              } else if (!closed) {
                readings.put(HEARTBEAT, shard.from(), clock.get(), Heartbeat.record(at, names));
              }
            }
            if (refused > 0) {
              throw new TransientFailure("%d heartbeats were refused".formatted(refused));
            }
          });
      return open.stream().map(ShardedStream.Shard::id).collect(Collectors.toUnmodifiableSet());
    };
  }

  CensusBoard board() {
    return census -> calls.run(BUCKET, () -> board.show(census));
  }

  EpisodePublisher episodes() {
    return events -> {
      boolean some = calls.takesPart();
      return calls.call(
          "episodes",
          () -> {
            var refused = new ArrayList<EpisodeEvent>();
            for (EpisodeEvent event : events) {
              if (some && calls.any(2) == 0) {
                refused.add(event);
              } else {
                episodes.add(event);
                if (!owned.contains(event)) {
                  orphans.add(event.eventId());
                }
                episodesQueue.accept(event);
              }
            }
            return refused;
          });
    };
  }
}
