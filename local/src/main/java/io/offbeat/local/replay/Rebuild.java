package io.offbeat.local.replay;

import io.offbeat.detector.Admission;
import io.offbeat.detector.DetectBatch;
import io.offbeat.detector.Device;
import io.offbeat.detector.Heartbeat;
import io.offbeat.detector.InMemoryDeviceStore;
import io.offbeat.detector.WarmDevices;
import io.offbeat.ingest.ArchiveCodec;
import io.offbeat.ingest.Archived;
import io.offbeat.ingest.IngestBatch;
import io.offbeat.ingest.PackedBlock;
import io.offbeat.lambda.BatchOutcome;
import io.offbeat.lambda.BatchOutcome.RetryFrom;
import io.offbeat.lambda.RulesSource;
import io.offbeat.lambda.StreamBatch;
import io.offbeat.lambda.StreamRecord;
import io.offbeat.model.AcceptedReading;
import io.offbeat.model.Block;
import io.offbeat.model.wire.BlockCodec;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// Devices' states from the archive alone: every kept record goes through the gate and the detector
/// again, in the order in which it came, and nobody is told of what that finds.
///
/// The archive may hold a record twice, in objects of overlapping batches: it counts once. What
/// only a sweep knows, that a series is silent, is not in the archive.
public final class Rebuild {
  private static final int BUCKETS = 64;

  /// The path of an object up to its hour.
  private static final int HOUR_PARTS = 3;

  private final KeptObjects archive;
  private final Predicate<String> wanted;
  private final IngestBatch ingest;
  private final DetectBatch detect;
  private final InMemoryDeviceStore store = new InMemoryDeviceStore();
  private final Set<String> names = new TreeSet<>();
  private final Map<String, BigInteger> highest = new HashMap<>();
  private final List<PackedBlock> blocks = new ArrayList<>();
  private long records;
  private long readings;
  private long position;

  /// @param archive where records are kept under `raw/`
  /// @param rules tells the rules to judge by
  /// @param wanted which devices to rebuild
  public Rebuild(KeptObjects archive, RulesSource rules, Predicate<String> wanted) {
    this.archive = archive;
    this.wanted = wanted;
    this.ingest =
        new IngestBatch(
            (_, _) -> {},
            more -> {
              blocks.addAll(more);
              return List.of();
            },
            BUCKETS,
            rules);
    this.detect =
        new DetectBatch(
            store, _ -> List.of(), new WarmDevices(WarmDevices.MAX_SERIES), rules, Admission.FREE);
  }

  /// Reads the whole archive.
  ///
  /// @return the devices, by their names
  /// @throws io.offbeat.lambda.TransientFailure when the archive cannot be read
  public Map<String, Device> run() {
    var byHour =
        archive.keys("raw/").stream()
            .collect(Collectors.groupingBy(Rebuild::hour, TreeMap::new, Collectors.toList()));
    byHour.values().forEach(this::replay);
    return new TreeMap<>(store.load(names));
  }

  /// How many records were read, each once.
  public long records() {
    return records;
  }

  /// How many readings of the devices were applied.
  public long readings() {
    return readings;
  }

  private static String hour(String key) {
    String[] parts = key.split("/");
    return String.join("/", List.of(parts).subList(0, Math.min(HOUR_PARTS, parts.length)));
  }

  /// An hour's objects in the order in which their first records arrived.
  private void replay(Collection<String> keys) {
    keys.stream()
        .map(this::batch)
        .filter(batch -> !batch.records().isEmpty())
        .sorted(Comparator.comparing(batch -> batch.records().getFirst().arrivedAt()))
        .forEach(this::replay);
  }

  /// What an object holds that no object before it did.
  private StreamBatch batch(String key) {
    List<StreamRecord> kept =
        ArchiveCodec.decode(archive.read(key)).stream().map(Archived::record).toList();
    var fresh = new ArrayList<StreamRecord>();
    for (StreamRecord record : kept) {
      BigInteger last = highest.get(record.shard());
      if (last == null || record.sequenceNumber().compareTo(last) > 0) {
        highest.put(record.shard(), record.sequenceNumber());
        fresh.add(record);
      }
    }
    return new StreamBatch("readings", fresh);
  }

  private void replay(StreamBatch batch) {
    records += batch.records().size();
    blocks.clear();
    throwTrouble(ingest.process(batch, Once.patience()).outcome());
    List<StreamRecord> chosen = blocks.stream().flatMap(block -> chosen(block).stream()).toList();
    throwTrouble(detect.process(new StreamBatch("blocks", chosen), Once.patience()).outcome());
  }

  /// A block with the readings of the wanted devices only.
  private List<StreamRecord> chosen(PackedBlock packed) {
    Block block = BlockCodec.decode(packed.data());
    List<AcceptedReading> own =
        block.readings().stream()
            .filter(accepted -> isWanted(accepted.reading().series().device()))
            .toList();
    if (own.isEmpty()) {
      return List.of();
    }
    own.forEach(accepted -> names.add(accepted.reading().series().device()));
    readings += own.size();
    ByteBuffer data = ByteBuffer.wrap(BlockCodec.encode(new Block(block.bucket(), own)));
    BigInteger next = BigInteger.valueOf(++position);
    return List.of(new StreamRecord("rebuild", next, "rebuild", own.getFirst().arrivedAt(), data));
  }

  /// Heartbeats tell of the pipeline as it is now.
  private boolean isWanted(String device) {
    return wanted.test(device) && !Heartbeat.isDevice(device);
  }

  private static void throwTrouble(BatchOutcome outcome) {
    if (outcome instanceof RetryFrom(var _, var cause)) {
      throw cause;
    }
  }
}
