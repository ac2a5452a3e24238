package io.offbeat.local.storm;

import io.offbeat.detector.DetectBatch;
import io.offbeat.detector.Device;
import io.offbeat.detector.InMemoryDeviceStore;
import io.offbeat.detector.InMemoryEpisodePublisher;
import io.offbeat.detector.WarmDevices;
import io.offbeat.ingest.IngestBatch;
import io.offbeat.lambda.Patience;
import io.offbeat.lambda.StreamBatch;
import io.offbeat.lambda.StreamRecord;
import io.offbeat.local.storm.Checks.Source;
import io.offbeat.model.AcceptedReading;
import io.offbeat.model.EpisodeEvent;
import io.offbeat.model.wire.BlockCodec;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/// What one thread makes of a stream, in its order, with nothing that goes wrong.
final class Oracle {
  private static final int BATCH = 50;

  private final InMemoryDeviceStore store = new InMemoryDeviceStore();
  private final InMemoryEpisodePublisher publisher = new InMemoryEpisodePublisher();
  private final DetectBatch detect =
      new DetectBatch(store, publisher, new WarmDevices(WarmDevices.MAX_SERIES));
  private final Set<Source> accepted = new HashSet<>();
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

  private Oracle() {}

  /// Of the stream of readings.
  static Oracle ofRecords(ShardedStream readings) {
    var oracle = new Oracle();
    var ingest =
        new IngestBatch(
            (_, _) -> {},
            packed -> {
              packed.forEach(block -> oracle.block(block.data()));
              return List.of();
            },
            StormRun.BUCKETS);
    List<StreamRecord> all = readings.all();
    for (int from = 0; from < all.size(); from += BATCH) {
      List<StreamRecord> batch = all.subList(from, Math.min(from + BATCH, all.size()));
      ingest.process(new StreamBatch("readings", batch), oracle.patience);
    }
    return oracle;
  }

  /// Of the stream of blocks.
  static Oracle ofBlocks(ShardedStream blocks) {
    var oracle = new Oracle();
    blocks.all().forEach(record -> oracle.block(record.data()));
    return oracle;
  }

  private void block(ByteBuffer data) {
    for (AcceptedReading reading : BlockCodec.decode(data).readings()) {
      accepted.add(new Source(reading.reading().series().device(), reading.source()));
    }
    blocks++;
    var record = new StreamRecord("oracle", BigInteger.valueOf(blocks), "", Instant.EPOCH, data);
    detect.process(new StreamBatch("blocks", List.of(record)), patience);
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
