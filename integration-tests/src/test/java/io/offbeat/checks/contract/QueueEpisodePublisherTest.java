package io.offbeat.checks.contract;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import io.offbeat.detector.EpisodePublisher;
import io.offbeat.local.QueueEpisodePublisher;
import io.offbeat.local.stream.LambdaFunction;
import io.offbeat.local.stream.LocalContext;
import io.offbeat.local.stream.QueueMapping;
import io.offbeat.model.EpisodeEvent;
import io.offbeat.model.wire.EpisodeEventCodec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

class QueueEpisodePublisherTest implements EpisodePublisherContract {
  private final InstantSource clock = InstantSource.fixed(Instant.EPOCH);
  private final List<EpisodeEvent> events = new ArrayList<>();
  private final QueueMapping queue =
      new QueueMapping(
          "episodes",
          new QueueMapping.Settings(100, Duration.ZERO, 1, 1),
          LambdaFunction.here(
              (batch, _) -> {
                batch.getRecords().forEach(m -> events.add(EpisodeEventCodec.decode(m.getBody())));
                return new SQSBatchResponse(List.of());
              },
              () -> new LocalContext("reader", clock)),
          new QueueMapping.Outside(clock, _ -> {}, QueueMapping.Luck.NONE));

  @Override
  public EpisodePublisher publisher() {
    return new QueueEpisodePublisher(queue);
  }

  @Override
  public List<EpisodeEvent> published(int count) {
    queue.poll();
    return events;
  }
}
