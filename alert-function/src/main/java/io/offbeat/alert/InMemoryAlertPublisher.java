package io.offbeat.alert;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Keeps the alerts that were published.
public final class InMemoryAlertPublisher implements AlertPublisher {
  private final List<Alert> published = new CopyOnWriteArrayList<>();

  @Override
  public void publish(Alert alert) {
    published.add(alert);
  }

  /// Every alert published, in order, repeats too.
  public List<Alert> published() {
    return List.copyOf(published);
  }
}
