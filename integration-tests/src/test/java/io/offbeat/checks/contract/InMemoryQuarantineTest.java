package io.offbeat.checks.contract;

import io.offbeat.alert.InMemoryQuarantine;
import io.offbeat.alert.Quarantine;
import java.util.Optional;

class InMemoryQuarantineTest implements QuarantineContract {
  private final InMemoryQuarantine quarantine = new InMemoryQuarantine();

  @Override
  public Quarantine quarantine() {
    return quarantine;
  }

  @Override
  public byte[] kept(String key) {
    return Optional.ofNullable(quarantine.objects().get(key)).orElseThrow();
  }
}
