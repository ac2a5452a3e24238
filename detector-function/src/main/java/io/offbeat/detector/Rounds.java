package io.offbeat.detector;

import io.offbeat.lambda.Patience;
import io.offbeat.lambda.Tally;
import io.offbeat.lambda.TransientFailure;
import io.offbeat.model.EpisodeEvent;
import io.offbeat.model.rules.Rules;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Does the work of devices in rounds: load what is not in hand, fold and save every device,
/// publish what the saved devices have in their outboxes. The next round saves the emptied
/// outboxes, together with what is left to fold. So no event is published that no saved state owns,
/// and none is forgotten before it is published.
final class Rounds {
  private final DeviceStore store;
  private final EpisodePublisher publisher;

  Rounds(DeviceStore store, EpisodePublisher publisher) {
    this.store = store;
    this.publisher = publisher;
  }

  /// Goes on until every device is done with, or in trouble.
  void run(
      Collection<DeviceWork> works, Rules current, Patience patience, Tally<DetectCount> tally) {
    List<DeviceWork> open = works.stream().filter(DeviceWork::isToDo).toList();
    while (!open.isEmpty()) {
      advance(open, current, patience);
      publish(healthy(open), patience, tally);
      open = open.stream().filter(DeviceWork::isOpen).toList();
    }
  }

  /// Loads the devices that are not in hand.
  void load(Collection<DeviceWork> works, Patience patience) {
    try {
      patience.run(() -> load(works.stream().filter(DeviceWork::mustLoad).toList()));
    } catch (TransientFailure failure) {
      works.stream().filter(DeviceWork::mustLoad).forEach(work -> work.fail(failure));
    }
  }

  private void advance(List<DeviceWork> works, Rules current, Patience patience) {
    var pending = new ArrayList<>(works);
    try {
      patience.run(() -> advanceOnce(pending, current));
    } catch (TransientFailure failure) {
      pending.forEach(work -> work.fail(failure));
    }
  }

  /// Takes those off the list that are saved, and those that are beaten too often. What can be
  /// loaded goes on, whatever becomes of the rest.
  private void advanceOnce(List<DeviceWork> pending, Rules current) {
    try {
      load(pending.stream().filter(DeviceWork::mustLoad).toList());
    } catch (TransientFailure failure) {
      pending.stream().filter(DeviceWork::mustLoad).forEach(work -> work.fail(failure));
    }
    List<DeviceWork> loaded = pending.stream().filter(work -> !work.mustLoad()).toList();
    sideBySide(loaded, work -> work.advance(store, current));
    pending.removeIf(work -> work.trouble() == null || work.isBeaten());
    throwFirstTrouble(pending);
  }

  private void sideBySide(List<DeviceWork> works, Consumer<DeviceWork> task) {
    var waiting = new ConcurrentLinkedQueue<>(works);
    Runnable lane =
        () -> {
          for (DeviceWork work = waiting.poll(); work != null; work = waiting.poll()) {
            task.accept(work);
          }
        };
    int lanes = Math.min(store.lanes(), works.size());
    if (lanes <= 1) {
      lane.run();
      return;
    }
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      IntStream.range(0, lanes)
          .mapToObj(_ -> CompletableFuture.runAsync(lane, threads))
          .toList()
          .forEach(CompletableFuture::join);
    }
  }

  private void load(List<DeviceWork> works) {
    if (!works.isEmpty()) {
      Map<String, DeviceWork> byName =
          works.stream().collect(Collectors.toMap(DeviceWork::name, work -> work));
      store.read(
          byName.keySet(),
          (name, device) ->
              Objects.requireNonNull(byName.get(name), name)
                  .loaded(device.orElseGet(() -> Device.fresh(name))));
    }
  }

  private void publish(List<DeviceWork> works, Patience patience, Tally<DetectCount> tally) {
    var pending = new ArrayList<EpisodeEvent>();
    works.forEach(work -> pending.addAll(work.outbox()));
    if (pending.isEmpty()) {
      return;
    }
    try {
      patience.run(() -> publishOnce(pending, tally));
    } catch (TransientFailure failure) {
      works.stream()
          .filter(work -> !Collections.disjoint(work.outbox(), pending))
          .forEach(work -> work.fail(failure));
    }
    healthy(works).forEach(DeviceWork::published);
  }

  /// Takes those that are published off the list.
  private void publishOnce(List<EpisodeEvent> pending, Tally<DetectCount> tally) {
    List<EpisodeEvent> refused = List.copyOf(publisher.publish(List.copyOf(pending)));
    tally.add(DetectCount.PUBLISHED, pending.size() - refused.size());
    pending.clear();
    pending.addAll(refused);
    if (!pending.isEmpty()) {
      throw new TransientFailure(
          "the topic did not take %d episode events".formatted(pending.size()));
    }
  }

  private static List<DeviceWork> healthy(List<DeviceWork> works) {
    return works.stream().filter(work -> work.trouble() == null).toList();
  }

  private static void throwFirstTrouble(List<DeviceWork> works) {
    for (DeviceWork work : works) {
      if (work.trouble() != null) {
        throw work.trouble();
      }
    }
  }
}
