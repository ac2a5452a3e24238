package io.offbeat.alert;

import java.util.Optional;

/// Keeps a storm in memory, encoded as a table would hold it.
public final class InMemoryStormStore implements StormStore {
  private long version;
  private String json = StormCodec.encode(Storm.NONE);

  @Override
  public synchronized Storm load() {
    return StormCodec.decode(json, version);
  }

  @Override
  public synchronized Optional<Storm> save(Storm storm) {
    if (storm.version() != version) {
      return Optional.empty();
    }
    version++;
    json = StormCodec.encode(storm);
    return Optional.of(storm.saved(version));
  }
}
