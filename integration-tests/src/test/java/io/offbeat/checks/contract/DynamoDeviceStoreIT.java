package io.offbeat.checks.contract;

import static io.offbeat.checks.contract.DeviceStoreContract.device;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.offbeat.checks.emulator.Emulator;
import io.offbeat.checks.emulator.NeedsEmulator;
import io.offbeat.detector.Device;
import io.offbeat.detector.DeviceScan;
import io.offbeat.detector.DeviceStore;
import io.offbeat.detector.DynamoDeviceStore;
import io.offbeat.lambda.TransientFailure;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

@NeedsEmulator
class DynamoDeviceStoreIT implements DeviceStoreContract, DeviceScanContract {
  private final Emulator emulator = Emulator.get();
  private final String table = emulator.table("device");
  private final AtomicInteger writes = new AtomicInteger();
  private final DynamoDeviceStore store = store(emulator.dynamo());

  @Override
  public DeviceStore store() {
    return store;
  }

  @Override
  public DeviceScan scan() {
    return store;
  }

  private DynamoDeviceStore store(DynamoDbClient dynamo) {
    return new DynamoDeviceStore(dynamo, table, () -> "write " + writes.incrementAndGet());
  }

  @Test
  void a_save_whose_answer_was_lost_is_recognised_as_its_own() {
    Device first =
        store(emulator.dynamo(Faults.lostAnswers(1))).save(device("pump-7", 3)).orElseThrow();
    Device second = store(emulator.dynamo(Faults.lostAnswers(2))).save(first).orElseThrow();

    assertThat(store.load(List.of("pump-7")).values())
        .singleElement()
        .returns(second.version(), Device::version);
    assertThat(store.save(second)).isPresent();
  }

  @Test
  void a_lost_answer_does_not_make_the_save_of_another_ones_own() {
    store.save(device("pump-7", 9));

    assertThat(store(emulator.dynamo(Faults.lostAnswers(1))).save(device("pump-7", 3))).isEmpty();
  }

  @Test
  void a_save_of_which_nothing_was_heard_may_have_happened() {
    DeviceStore deaf = store(emulator.dynamo(Faults.lostAnswers(Integer.MAX_VALUE)));

    assertThatThrownBy(() -> deaf.save(device("pump-7", 3))).isInstanceOf(TransientFailure.class);

    assertThat(store.load(List.of("pump-7"))).containsOnlyKeys("pump-7");
  }

  @Test
  void devices_that_an_answer_leaves_out_are_asked_for_again() {
    List<String> names = IntStream.range(0, 12).mapToObj(i -> "pump-" + i).toList();
    names.forEach(name -> store.save(device(name, 1)));

    assertThat(store(new ReluctantDynamo(emulator.dynamo(), 5)).load(names))
        .containsOnlyKeys(names);
  }

  @Test
  void a_load_that_is_not_whole_is_none() {
    store.save(device("pump-7", 1));
    DeviceStore throttled = store(new ReluctantDynamo(emulator.dynamo(), 0));

    assertThatThrownBy(() -> throttled.load(List.of("pump-7")))
        .isInstanceOf(TransientFailure.class);
  }

  @Test
  void what_a_throttled_table_gives_is_kept() {
    List<String> names = IntStream.range(0, 12).mapToObj(i -> "pump-" + i).toList();
    names.subList(0, 6).forEach(name -> store.save(device(name, 1)));
    DeviceStore slow = store(new ReluctantDynamo(emulator.dynamo(), 1));
    Map<String, Optional<Device>> known = new TreeMap<>();

    for (int left = names.size(); left > 0; left = names.size() - known.size()) {
      List<String> unread = names.stream().filter(name -> !known.containsKey(name)).toList();
      if (unread.size() > 5) {
        assertThatThrownBy(() -> slow.read(unread, known::put))
            .isInstanceOf(TransientFailure.class);
      } else {
        slow.read(unread, known::put);
      }
      assertThat(known).hasSizeGreaterThan(names.size() - left);
    }

    assertThat(known.values().stream().flatMap(Optional::stream).map(Device::name))
        .containsExactlyInAnyOrderElementsOf(names.subList(0, 6));
  }

  @Test
  void trouble_on_the_way_may_pass() {
    DeviceStore cutOff = store(emulator.dynamo(Faults.cutOffAfter(0)));
    var nowhere = new DynamoDeviceStore(emulator.dynamo(), table + "-not", () -> "write");

    assertThatThrownBy(() -> cutOff.load(List.of("pump-7"))).isInstanceOf(TransientFailure.class);
    assertThatThrownBy(() -> cutOff.save(device("pump-7", 1))).isInstanceOf(TransientFailure.class);
    assertThatThrownBy(() -> nowhere.load(List.of("pump-7"))).isInstanceOf(TransientFailure.class);
    assertThatThrownBy(() -> nowhere.save(device("pump-7", 1)))
        .isInstanceOf(TransientFailure.class);
  }
}
