package io.offbeat.checks.contract;

import io.offbeat.detector.DeviceStore;
import io.offbeat.detector.InMemoryDeviceStore;

class InMemoryDeviceStoreTest implements DeviceStoreContract {
  private final DeviceStore store = new InMemoryDeviceStore();

  @Override
  public DeviceStore store() {
    return store;
  }
}
