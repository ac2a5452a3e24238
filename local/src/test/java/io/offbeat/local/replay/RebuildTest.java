package io.offbeat.local.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.offbeat.detector.Admission;
import io.offbeat.detector.DetectBatch;
import io.offbeat.detector.Device;
import io.offbeat.detector.DeviceCodec;
import io.offbeat.detector.InMemoryDeviceStore;
import io.offbeat.detector.WarmDevices;
import io.offbeat.ingest.IngestBatch;
import io.offbeat.ingest.PackedBlock;
import io.offbeat.lambda.RulesSource;
import io.offbeat.lambda.StreamBatch;
import io.offbeat.lambda.StreamRecord;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RebuildTest {
  private static final Instant START = Instant.parse("2026-11-25T00:00:00Z");
  private static final List<String> DEVICES = List.of("pump-7", "pump-8");

  private final Map<String, byte[]> objects = new TreeMap<>();
  private final InMemoryDeviceStore store = new InMemoryDeviceStore();
  private long position;

  @Test
  void a_rebuilt_state_is_the_same_to_the_byte() {
    play(0, 300, 7);

    Map<String, Device> rebuilt = rebuild();

    assertThat(rebuilt).containsOnlyKeys(DEVICES);
    store
        .load(DEVICES)
        .forEach((name, device) ->
            assertThat(DeviceCodec.encode(Objects.requireNonNull(rebuilt.get(name))))
                .isEqualTo(DeviceCodec.encode(device)));
    assertThat(Audit.compare(rebuilt, store.load(DEVICES))).isEmpty();
  }

  @Test
  void what_the_archive_holds_twice_counts_once() {
    List<StreamRecord> first = records(0, 20);
    List<StreamRecord> second = records(20, 40);
    keep(first);
    var overlapping = new ArrayList<>(first.subList(30, 40));
    overlapping.addAll(second);
    keep(overlapping);

    var rebuild = new Rebuild(kept(), RulesSource.NONE, DEVICES::contains);
    rebuild.run();

    assertThat(rebuild.records()).isEqualTo(80);
    assertThat(rebuild.readings()).isEqualTo(80);
  }

  @Test
  void an_audit_names_the_device_that_lags_and_the_one_that_is_missing() {
    play(0, 50, 10);
    keep(records(50, 60).stream().filter(r -> r.partitionKey().equals("pump-7")).toList());
    Map<String, Device> stored = new TreeMap<>(store.load(List.of("pump-7")));

    List<String> lines = Audit.compare(rebuild(), stored);

    assertThat(lines).hasSize(2);
    assertThat(lines.getFirst()).startsWith("pump-7: the archive ends at");
    assertThat(lines.getLast()).isEqualTo("pump-8: in the archive, but has no state");
  }

  private Map<String, Device> rebuild() {
    return new Rebuild(kept(), RulesSource.NONE, _ -> true).run();
  }

  /// Minutes through both functions, as many a batch.
  private void play(int from, int to, int size) {
    for (int minute = from; minute < to; minute += size) {
      process(records(minute, Math.min(minute + size, to)), true);
    }
  }

  private void keep(List<StreamRecord> records) {
    process(records, false);
  }

  private void process(List<StreamRecord> records, boolean detected) {
    var blocks = new ArrayList<PackedBlock>();
    new IngestBatch(
            (key, object) -> objects.putIfAbsent(key, object),
            more -> {
              blocks.addAll(more);
              return List.of();
            },
            64)
        .process(new StreamBatch("readings", records), Once.patience());
    var detect =
        new DetectBatch(
            store, _ -> List.of(), new WarmDevices(0), RulesSource.NONE, Admission.FREE);
    if (detected) {
      for (PackedBlock block : blocks) {
        var record =
            new StreamRecord("b", BigInteger.valueOf(++position), "b", START, block.data());
        detect.process(new StreamBatch("blocks", List.of(record)), Once.patience());
      }
    }
  }

  private static List<StreamRecord> records(int from, int to) {
    var records = new ArrayList<StreamRecord>();
    for (int minute = from; minute < to; minute++) {
      for (String device : DEVICES) {
        Instant at = START.plusSeconds(60L * minute);
        double value = minute == 250 ? 90 : 20 + new Random(minute).nextGaussian();
        String line =
            "{\"device\":\"%s\",\"metric\":\"load\",\"at\":\"%s\",\"value\":%s}"
                .formatted(device, at, value);
        records.add(
            new StreamRecord(
                "shardId-000000000000",
                BigInteger.valueOf(10L * minute + DEVICES.indexOf(device)),
                device,
                at,
                ByteBuffer.wrap(line.getBytes(UTF_8))));
      }
    }
    return records;
  }

  private KeptObjects kept() {
    return new KeptObjects() {
      @Override
      public List<String> keys(String prefix) {
        return objects.keySet().stream().filter(key -> key.startsWith(prefix)).toList();
      }

      @Override
      public byte[] read(String key) {
        return Objects.requireNonNull(objects.get(key), key);
      }
    };
  }
}
