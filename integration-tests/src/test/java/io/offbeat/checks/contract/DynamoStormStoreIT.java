package io.offbeat.checks.contract;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.offbeat.alert.DynamoStormStore;
import io.offbeat.alert.Storm;
import io.offbeat.alert.StormStore;
import io.offbeat.checks.emulator.Emulator;
import io.offbeat.checks.emulator.NeedsEmulator;
import io.offbeat.lambda.TransientFailure;
import org.junit.jupiter.api.Test;

@NeedsEmulator
class DynamoStormStoreIT implements StormStoreContract {
  private final Emulator emulator = Emulator.get();
  private final String table = emulator.incidentsTable();
  private final StormStore store = new DynamoStormStore(emulator.dynamo(), table);

  @Override
  public StormStore store() {
    return store;
  }

  @Test
  void trouble_on_the_way_may_pass() {
    var cutOff = new DynamoStormStore(emulator.dynamo(Faults.cutOffAfter(0)), table);

    assertThatThrownBy(cutOff::load).isInstanceOf(TransientFailure.class);
    assertThatThrownBy(() -> cutOff.save(Storm.NONE)).isInstanceOf(TransientFailure.class);
  }
}
