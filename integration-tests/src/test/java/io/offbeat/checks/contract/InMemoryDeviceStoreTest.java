package io.offbeat.checks.contract;

import io.offbeat.detector.DeviceScan;
import io.offbeat.detector.DeviceStore;
import io.offbeat.detector.InMemoryDeviceStore;

class InMemoryDeviceStoreTest implements DeviceStoreContract, DeviceScanContract {
  private final InMemoryDeviceStore store = new InMemoryDeviceStore();

  @Override
  public DeviceStore store() {
    return store;
  }

  @Override
  public DeviceScan scan() {
    return store;
  }
}
