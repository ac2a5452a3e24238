package io.offbeat.checks.contract;

import io.offbeat.ingest.Archive;
import io.offbeat.ingest.InMemoryArchive;
import java.util.Optional;

class InMemoryArchiveTest implements ArchiveContract {
  private final InMemoryArchive archive = new InMemoryArchive();

  @Override
  public Archive archive() {
    return archive;
  }

  @Override
  public byte[] kept(String key) {
    return Optional.ofNullable(archive.objects().get(key)).orElseThrow();
  }
}
