package io.offbeat.local.storm;

import io.offbeat.detector.DetectBatch;
import io.offbeat.detector.Device;
import io.offbeat.detector.DeviceStore;
import io.offbeat.detector.InMemoryDeviceStore;
import io.offbeat.detector.InMemoryEpisodePublisher;
import io.offbeat.detector.WarmDevices;
import io.offbeat.ingest.IngestBatch;
import io.offbeat.lambda.Patience;
import io.offbeat.lambda.StreamBatch;
import io.offbeat.lambda.StreamRecord;
import io.offbeat.local.storm.Checks.Source;
import io.offbeat.local.stream.ShardedStream;
import io.offbeat.model.AcceptedReading;
import io.offbeat.model.EpisodeEvent;
import io.offbeat.model.wire.BlockCodec;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;

/// What one thread makes of a stream, in its order, with nothing that goes wrong.
final class Oracle {
  private static final int BATCH = 50;

  /// Where the release before has saved is told by the last reading of a block.
  private static final int BATCH_BEFORE = 1;

  private final InMemoryDeviceStore store = new InMemoryDeviceStore();
  private final InMemoryEpisodePublisher publisher = new InMemoryEpisodePublisher();
  private final DetectBatch detect;
  private final Set<Source> accepted = new HashSet<>();
  private final Map<String, Instant> newest = new HashMap<>();
  private final Map<String, NavigableSet<Instant>> arrivals = new HashMap<>();
  private final Patience patience = new Patience(NO_TIME, new SplittableRandom(0));
  private long blocks;

  private static final Patience.Timer NO_TIME =
      new Patience.Timer() {
        @Override
        public Duration remaining() {
          return Patience.RESERVE;
        }

        @Override
        public void pause(Duration duration) {
          throw new IllegalStateException("nothing goes wrong here: nobody waits");
        }
      };

  private Oracle(Releases releases) {
    var saving =
        new DeviceStore() {
          @Override
          public Map<String, Device> load(Collection<String> names) {
            return store.load(names);
          }

          @Override
          public Optional<Device> save(Device device) {
            return releases.saveAgain(store, device);
          }
        };
    this.detect = new DetectBatch(saving, publisher, new WarmDevices(WarmDevices.MAX_SERIES));
  }

  /// Of the stream of readings.
  ///
  /// @param releases which release has saved what
  static Oracle ofRecords(ShardedStream readings, Releases releases) {
    var oracle = new Oracle(releases);
    int most = releases.ranBefore() ? BATCH_BEFORE : BATCH;
    var ingest =
        new IngestBatch(
            (_, _) -> {},
            packed -> {
              packed.forEach(block -> oracle.block(block.data()));
              return List.of();
            },
            StormRun.BUCKETS);
    List<StreamRecord> all = List.copyOf(readings.all());
    for (int from = 0; from < all.size(); from += most) {
      List<StreamRecord> batch = all.subList(from, Math.min(from + most, all.size()));
      ingest.process(new StreamBatch("readings", batch), oracle.patience);
    }
    return oracle;
  }

  /// Of the stream of blocks.
  ///
  /// @param releases which release has saved what
  static Oracle ofBlocks(ShardedStream blocks, Releases releases) {
    var oracle = new Oracle(releases);
    blocks.all().forEach(record -> oracle.block(record.data()));
    return oracle;
  }

  private void block(ByteBuffer data) {
    for (AcceptedReading reading : BlockCodec.decode(data).readings()) {
      accept(reading);
    }
    blocks++;
    var record = new StreamRecord("oracle", BigInteger.valueOf(blocks), "", Instant.EPOCH, data);
    detect.process(new StreamBatch("blocks", List.of(record)), patience);
  }

  private void accept(AcceptedReading accepted) {
    String device = accepted.reading().series().device();
    Instant at = accepted.reading().at();
    this.accepted.add(new Source(device, accepted.source()));
    if (at.isAfter(newest.getOrDefault(device, Instant.MIN))) {
      newest.put(device, at);
      arrivals.computeIfAbsent(device, _ -> new TreeSet<>()).add(accepted.arrivedAt());
    }
  }

  /// When each device's readings arrived, those left out that were older than another.
  Map<String, NavigableSet<Instant>> arrivals() {
    return arrivals;
  }

  /// Where the readings that it was given came from.
  Set<Source> accepted() {
    return accepted;
  }

  /// The episode events that it told.
  List<EpisodeEvent> episodes() {
    return publisher.events();
  }

  /// The devices as it has them.
  Map<String, Device> devices(Collection<String> names) {
    return store.load(names);
  }
}
