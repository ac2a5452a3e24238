package io.offbeat.checks.crash;

import io.offbeat.detector.DetectBatch;
import io.offbeat.detector.Device;
import io.offbeat.detector.InMemoryDeviceStore;
import io.offbeat.detector.InMemoryEpisodePublisher;
import io.offbeat.detector.WarmDevices;
import io.offbeat.ingest.InMemoryArchive;
import io.offbeat.ingest.IngestBatch;
import io.offbeat.ingest.PackedBlock;
import io.offbeat.lambda.Patience;
import io.offbeat.lambda.StreamBatch;
import io.offbeat.lambda.StreamRecord;
import io.offbeat.model.AcceptedReading;
import io.offbeat.model.EpisodeEvent;
import io.offbeat.model.wire.BlockCodec;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/// What one thread makes of a stream, record by record, with nothing that goes wrong.
final class Oracle {
  private final InMemoryDeviceStore store = new InMemoryDeviceStore();
  private final InMemoryEpisodePublisher publisher = new InMemoryEpisodePublisher();
  private final InMemoryArchive archive = new InMemoryArchive();
  private final List<AcceptedReading> accepted = new ArrayList<>();
  private final DetectBatch detect =
      new DetectBatch(store, publisher, new WarmDevices(WarmDevices.MAX_SERIES));
  private final Patience patience = new Patience(new NoTime(), new SplittableRandom(0));

  private static final class NoTime implements Patience.Timer {
    @Override
    public Duration remaining() {
      return Duration.ZERO;
    }

    @Override
    public void pause(Duration duration) {
      throw new IllegalStateException("nothing goes wrong here: nobody waits");
    }
  }

  /// @param records of the stream, those of each device in order
  /// @param buckets how many buckets the devices travel in
  Oracle(List<StreamRecord> records, int buckets) {
    var ingest =
        new IngestBatch(
            archive,
            blocks -> {
              blocks.forEach(this::detect);
              return List.of();
            },
            buckets);
    records.forEach(
        record -> ingest.process(new StreamBatch("readings", List.of(record)), patience));
  }

  private void detect(PackedBlock packed) {
    List<AcceptedReading> readings = BlockCodec.decode(packed.data()).readings();
    accepted.addAll(readings);
    var number = BigInteger.valueOf(accepted.size());
    var record =
        new StreamRecord("oracle", number, "", readings.getFirst().arrivedAt(), packed.data());
    detect.process(new StreamBatch("blocks", List.of(record)), patience);
  }

  /// The objects that it keeps, by their keys.
  Map<String, byte[]> kept() {
    return archive.objects();
  }

  /// The readings that the gate lets in.
  List<AcceptedReading> accepted() {
    return accepted;
  }

  /// The episode events that it tells.
  List<EpisodeEvent> episodes() {
    return publisher.events();
  }

  /// The devices as it has them.
  Map<String, Device> devices(Collection<String> names) {
    return store.load(names);
  }
}
