package io.offbeat.checks.contract;

import io.offbeat.alert.Alert;
import io.offbeat.alert.AlertPublisher;
import io.offbeat.alert.InMemoryAlertPublisher;
import java.util.List;

class InMemoryAlertPublisherTest implements AlertPublisherContract {
  private final InMemoryAlertPublisher publisher = new InMemoryAlertPublisher();

  @Override
  public AlertPublisher publisher() {
    return publisher;
  }

  @Override
  public List<String> published(int count) {
    return publisher.published().stream().map(Alert::text).toList();
  }
}
