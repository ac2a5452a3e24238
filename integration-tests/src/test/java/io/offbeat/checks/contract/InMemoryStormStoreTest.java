package io.offbeat.checks.contract;

import io.offbeat.alert.InMemoryStormStore;
import io.offbeat.alert.StormStore;

class InMemoryStormStoreTest implements StormStoreContract {
  private final StormStore store = new InMemoryStormStore();

  @Override
  public StormStore store() {
    return store;
  }
}
