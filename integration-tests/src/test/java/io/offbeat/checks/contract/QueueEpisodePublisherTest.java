package io.offbeat.checks.contract;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import io.offbeat.detector.EpisodePublisher;
import io.offbeat.local.QueueEpisodePublisher;
import io.offbeat.local.stream.LocalContext;
import io.offbeat.local.stream.LocalQueue;
import io.offbeat.local.stream.LocalQueueMapping;
import io.offbeat.model.EpisodeEvent;
import io.offbeat.model.wire.EpisodeEventCodec;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

class QueueEpisodePublisherTest implements EpisodePublisherContract {
  private static final int BATCH = 100;

  private final InstantSource clock = InstantSource.fixed(Instant.EPOCH);
  private final LocalQueue queue = new LocalQueue("episodes");

  @Override
  public EpisodePublisher publisher() {
    return new QueueEpisodePublisher(queue, clock);
  }

  @Override
  public List<EpisodeEvent> published(int count) {
    var events = new ArrayList<EpisodeEvent>();
    new LocalQueueMapping(
            queue,
            BATCH,
            (batch, _) -> {
              batch.getRecords().forEach(m -> events.add(EpisodeEventCodec.decode(m.getBody())));
              return new SQSBatchResponse(List.of());
            },
            () -> new LocalContext("reader", clock))
        .poll();
    return events;
  }
}
