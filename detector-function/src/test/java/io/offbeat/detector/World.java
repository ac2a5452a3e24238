package io.offbeat.detector;

import static org.assertj.core.api.Assertions.assertThat;

import io.offbeat.detector.DetectBatch.Detected;
import io.offbeat.lambda.BatchOutcome.Completed;
import io.offbeat.lambda.BatchOutcome.RetryFrom;
import io.offbeat.lambda.Patience;
import io.offbeat.lambda.StreamBatch;
import io.offbeat.model.EpisodeEvent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/// A store and a topic that outlive invocations, and the mapping that delivers batches until they
/// are done. It knows that no event may be published which no saved state has owned.
final class World {
  private static final int TRIES = 20;

  /// Series that a function keeps: not those of all devices, so that some are loaded again.
  private static final int WARM = 4;

  final InMemoryDeviceStore store = new InMemoryDeviceStore();
  final InMemoryEpisodePublisher topic = new InMemoryEpisodePublisher();
  private final Set<EpisodeEvent> owned = ConcurrentHashMap.newKeySet();

  /// A function whose calls of ports something may interrupt.
  DetectBatch function(Calls calls) {
    return new DetectBatch(store(calls), publisher(calls), new WarmDevices(WARM));
  }

  DetectBatch function() {
    return function(Calls.FREE);
  }

  private DeviceStore store(Calls calls) {
    return new DeviceStore() {
      @Override
      public Map<String, Device> load(Collection<String> devices) {
        return calls.around(() -> {
          synchronized (owned) { // nobody sees what is saved before it is noted
            return store.load(devices);
          }
        });
      }

      @Override
      public Optional<Device> save(Device device) {
        return calls.around(() -> {
          synchronized (owned) {
            Optional<Device> saved = store.save(device);
            saved.ifPresent(now -> owned.addAll(now.outbox()));
            return saved;
          }
        });
      }
    };
  }

  private EpisodePublisher publisher(Calls calls) {
    return events ->
        calls.around(() -> {
          assertThat(owned).containsAll(events);
          return topic.publish(events);
        });
  }

  /// Delivers a batch as the event source mapping does: again from where the function says, or
  /// whole when it was killed.
  static void deliver(StreamBatch batch, DetectBatch function, Supplier<Patience> patience) {
    StreamBatch rest = batch;
    for (int i = 0; i < TRIES; i++) {
      try {
        Detected detected = function.process(rest, patience.get());
        assertThat(detected.tally().imbalance()).isZero();
        switch (detected.outcome()) {
          case Completed() -> {
            return;
          }
          case RetryFrom retry -> rest = from(retry, rest);
        }
      } catch (Interruption.Killed | CompletionException killed) {
        assertThat(killed)
            .satisfiesAnyOf(
                k -> assertThat(k).isInstanceOf(Interruption.Killed.class),
                k -> assertThat(k).hasCauseInstanceOf(Interruption.Killed.class));
      }
    }
    throw new AssertionError("not done after %d tries".formatted(TRIES));
  }

  private static StreamBatch from(RetryFrom retry, StreamBatch batch) {
    var rest =
        batch.records().stream()
            .filter(record -> record.sequenceNumber().compareTo(retry.first()) >= 0)
            .toList();
    assertThat(rest).isNotEmpty();
    return new StreamBatch(batch.stream(), rest);
  }

  /// What is saved of each device: all that must not depend on how the blocks came.
  Map<String, List<Byte>> states(Collection<String> devices) {
    var states = new TreeMap<String, List<Byte>>();
    store
        .load(devices)
        .forEach((name, device) -> states.put(name, boxed(DeviceCodec.encode(device))));
    return states;
  }

  /// The ids of all events that the topic took.
  Set<String> eventIds() {
    var ids = new TreeSet<String>();
    topic.events().forEach(event -> ids.add(event.eventId()));
    return ids;
  }

  private static List<Byte> boxed(byte[] bytes) {
    var boxed = new ArrayList<Byte>();
    for (byte b : bytes) {
      boxed.add(b);
    }
    return boxed;
  }
}
