package io.offbeat.checks.contract;

import io.offbeat.detector.EpisodeArchive;
import io.offbeat.detector.InMemoryEpisodeArchive;
import java.util.Objects;

class InMemoryEpisodeArchiveTest implements EpisodeArchiveContract {
  private final InMemoryEpisodeArchive archive = new InMemoryEpisodeArchive();

  @Override
  public EpisodeArchive archive() {
    return archive;
  }

  @Override
  public byte[] kept(String key) {
    return Objects.requireNonNull(archive.objects().get(key));
  }
}
