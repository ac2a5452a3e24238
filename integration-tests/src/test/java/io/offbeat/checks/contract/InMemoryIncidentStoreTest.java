package io.offbeat.checks.contract;

import io.offbeat.alert.InMemoryIncidentStore;
import io.offbeat.alert.IncidentStore;

class InMemoryIncidentStoreTest implements IncidentStoreContract {
  private final IncidentStore store = new InMemoryIncidentStore();

  @Override
  public IncidentStore store() {
    return store;
  }
}
