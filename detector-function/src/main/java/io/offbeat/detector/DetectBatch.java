package io.offbeat.detector;

import io.offbeat.lambda.BatchOutcome;
import io.offbeat.lambda.BatchOutcome.Completed;
import io.offbeat.lambda.BatchOutcome.RetryFrom;
import io.offbeat.lambda.Patience;
import io.offbeat.lambda.RulesSource;
import io.offbeat.lambda.StreamBatch;
import io.offbeat.lambda.StreamRecord;
import io.offbeat.lambda.Tally;
import io.offbeat.lambda.TransientFailure;
import io.offbeat.model.AcceptedReading;
import io.offbeat.model.EpisodeEvent;
import io.offbeat.model.rules.Rules;
import io.offbeat.model.wire.BlockCodec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;

/// Blocks of one shard in, episodes out.
///
/// Rounds of: load what is neither in hand nor warm, fold and save every device, publish what the
/// saved devices have in their outboxes. The next round saves the emptied outboxes, together with
/// what blocks are left. So no event is published that no saved state owns, and none is forgotten
/// before it is published. A block that is none is a bug of ours, and its exception passes.
public final class DetectBatch {
  /// How many devices are folded and saved side by side: more would open more connections than the
  /// calls' waiting time is worth.
  private static final int SIDE_BY_SIDE = 64;

  private final DeviceStore store;
  private final EpisodePublisher publisher;
  private final WarmDevices warm;
  private final RulesSource rules;

  /// How a batch ended.
  ///
  /// @param outcome whether it is done, or where it resumes
  /// @param tally what became of its readings
  public record Detected(BatchOutcome outcome, Tally<DetectCount> tally) {}

  /// Without rules.
  ///
  /// @param store keeps the devices
  /// @param publisher tells of their episodes
  /// @param warm what earlier batches saved
  public DetectBatch(DeviceStore store, EpisodePublisher publisher, WarmDevices warm) {
    this(store, publisher, warm, RulesSource.NONE);
  }

  /// @param store keeps the devices
  /// @param publisher tells of their episodes
  /// @param warm what earlier batches saved
  /// @param rules tells the rules in force, of which the detector's are applied here
  public DetectBatch(
      DeviceStore store, EpisodePublisher publisher, WarmDevices warm, RulesSource rules) {
    this.store = store;
    this.publisher = publisher;
    this.warm = warm;
    this.rules = rules;
  }

  /// Processes a batch.
  ///
  /// @param batch blocks of one shard
  /// @param patience waits out trouble, for all devices at once
  public Detected process(StreamBatch batch, Patience patience) {
    Collection<DeviceWork> works = works(batch);
    var tally = DetectCount.tally();
    Rules current;
    try {
      current = patience.call(rules::current);
    } catch (TransientFailure failure) {
      works.forEach(work -> work.fail(failure));
      works.forEach(work -> tally.addAll(work.tally()));
      return new Detected(outcome(works), tally);
    }
    works.forEach(work -> warm.take(work.name()).ifPresent(work::warm));
    List<DeviceWork> open = List.copyOf(works);
    while (!open.isEmpty()) {
      advance(open, current, patience);
      publish(healthy(open), patience, tally);
      open = open.stream().filter(DeviceWork::isOpen).toList();
    }
    works.forEach(work -> work.asSaved().ifPresent(warm::give));
    works.forEach(work -> tally.addAll(work.tally()));
    return new Detected(outcome(works), tally);
  }

  private static Collection<DeviceWork> works(StreamBatch batch) {
    var works = new LinkedHashMap<String, DeviceWork>();
    for (StreamRecord record : batch.records()) {
      for (AcceptedReading accepted : BlockCodec.decode(record.data()).readings()) {
        String device = accepted.reading().series().device();
        works.computeIfAbsent(device, DeviceWork::new).add(record.sequenceNumber(), accepted);
      }
    }
    return works.values();
  }

  private void advance(List<DeviceWork> works, Rules current, Patience patience) {
    var pending = new ArrayList<>(works);
    try {
      patience.run(() -> advanceOnce(pending, current));
    } catch (TransientFailure failure) {
      pending.forEach(work -> work.fail(failure));
    }
  }

  /// Takes those off the list that are saved, and those that are beaten too often.
  private void advanceOnce(List<DeviceWork> pending, Rules current) {
    load(pending.stream().filter(DeviceWork::mustLoad).toList());
    try (var threads = Executors.newFixedThreadPool(SIDE_BY_SIDE, Thread.ofVirtual().factory())) {
      pending.stream()
          .map(work -> CompletableFuture.runAsync(() -> work.advance(store, current), threads))
          .toList()
          .forEach(CompletableFuture::join);
    }
    pending.removeIf(work -> work.trouble() == null || work.isBeaten());
    throwFirstTrouble(pending);
  }

  private void load(List<DeviceWork> works) {
    if (!works.isEmpty()) {
      Map<String, Device> devices = store.load(works.stream().map(DeviceWork::name).toList());
      works.forEach(
          work -> work.loaded(devices.getOrDefault(work.name(), Device.fresh(work.name()))));
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

  private static BatchOutcome outcome(Collection<DeviceWork> works) {
    return works.stream()
        .filter(work -> work.trouble() != null)
        .min(Comparator.comparing(DeviceWork::resumeFrom))
        .<BatchOutcome>map(
            work -> new RetryFrom(work.resumeFrom(), Objects.requireNonNull(work.trouble())))
        .orElseGet(Completed::new);
  }
}
