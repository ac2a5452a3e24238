package io.offbeat.checks.contract;

import static io.offbeat.checks.contract.IncidentStoreContract.incident;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.offbeat.alert.DynamoIncidentStore;
import io.offbeat.alert.Incident;
import io.offbeat.alert.IncidentStore;
import io.offbeat.checks.emulator.Emulator;
import io.offbeat.checks.emulator.NeedsEmulator;
import io.offbeat.lambda.TransientFailure;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

@NeedsEmulator
class DynamoIncidentStoreIT implements IncidentStoreContract {
  private final Emulator emulator = Emulator.get();
  private final String table = emulator.incidentsTable();
  private final AtomicInteger writes = new AtomicInteger();
  private final IncidentStore store = store(emulator.dynamo());

  @Override
  public IncidentStore store() {
    return store;
  }

  private IncidentStore store(DynamoDbClient dynamo) {
    return new DynamoIncidentStore(dynamo, table, () -> "write " + writes.incrementAndGet());
  }

  @Test
  void a_save_whose_answer_was_lost_is_recognised_as_its_own() {
    Incident first =
        store(emulator.dynamo(Faults.lostAnswers(1))).save(incident("pump-7")).orElseThrow();
    Incident second =
        store(emulator.dynamo(Faults.lostAnswers(2)))
            .save(first.withOutbox(List.of()))
            .orElseThrow();

    assertThat(store.load(PUMP)).contains(second);
  }

  @Test
  void a_lost_answer_does_not_make_the_save_of_another_ones_own() {
    store.save(incident("pump-7"));

    assertThat(store(emulator.dynamo(Faults.lostAnswers(1))).save(incident("pump-7"))).isEmpty();
  }

  @Test
  void a_save_of_which_nothing_was_heard_may_have_happened() {
    IncidentStore deaf = store(emulator.dynamo(Faults.lostAnswers(Integer.MAX_VALUE)));

    assertThatThrownBy(() -> deaf.save(incident("pump-7"))).isInstanceOf(TransientFailure.class);

    assertThat(store.load(PUMP)).isPresent();
  }

  @Test
  void trouble_on_the_way_may_pass() {
    IncidentStore cutOff = store(emulator.dynamo(Faults.cutOffAfter(0)));
    var nowhere = new DynamoIncidentStore(emulator.dynamo(), table + "-not", () -> "write");

    assertThatThrownBy(() -> cutOff.load(PUMP)).isInstanceOf(TransientFailure.class);
    assertThatThrownBy(() -> cutOff.save(incident("pump-7"))).isInstanceOf(TransientFailure.class);
    assertThatThrownBy(() -> nowhere.load(PUMP)).isInstanceOf(TransientFailure.class);
    assertThatThrownBy(() -> nowhere.save(incident("pump-7"))).isInstanceOf(TransientFailure.class);
  }
}
