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
import io.offbeat.model.Block;
import io.offbeat.model.rules.Rules;
import io.offbeat.model.wire.BlockCodec;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// Blocks of one shard in, episodes out.
///
/// The devices of the blocks are done with in [Rounds], warm ones without a load; heartbeats last,
/// and no further than all others have come: what a heartbeat has passed is saved. A block that is
/// none is a bug of ours, and its exception passes.
public final class DetectBatch {
  private final Rounds rounds;
  private final WarmDevices warm;
  private final RulesSource rules;
  private final Admission admission;

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
    this(store, publisher, warm, RulesSource.NONE, Admission.FREE);
  }

  /// @param store keeps the devices
  /// @param publisher tells of their episodes
  /// @param warm what earlier batches saved
  /// @param rules tells the rules in force, of which the detector's are applied here
  /// @param admission lets new devices in
  public DetectBatch(
      DeviceStore store,
      EpisodePublisher publisher,
      WarmDevices warm,
      RulesSource rules,
      Admission admission) {
    this.rounds = new Rounds(store, publisher);
    this.warm = warm;
    this.rules = rules;
    this.admission = admission;
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
      return detected(works, tally);
    }
    works.forEach(work -> warm.take(work.name()).ifPresent(work::warm));
    admission.decide(works, rounds, current, patience, tally);
    List<DeviceWork> heartbeats = works.stream().filter(DeviceWork::isHeartbeat).toList();
    List<DeviceWork> others = works.stream().filter(work -> !work.isHeartbeat()).toList();
    rounds.run(others, current, patience, tally);
    firstInTrouble(others)
        .ifPresent(
            stuck -> heartbeats.forEach(heartbeat -> heartbeat.leaveFrom(stuck.resumeFrom())));
    List<DeviceWork> passed = heartbeats.stream().filter(DeviceWork::hasBlocks).toList();
    rounds.run(passed, current, patience, tally);
    works.forEach(work -> work.asSaved().ifPresent(warm::give));
    return detected(works, tally);
  }

  private static Detected detected(Collection<DeviceWork> works, Tally<DetectCount> tally) {
    works.forEach(work -> tally.addAll(work.tally()));
    return new Detected(outcome(works), tally);
  }

  private static Collection<DeviceWork> works(StreamBatch batch) {
    var works = new LinkedHashMap<String, DeviceWork>();
    for (StreamRecord record : batch.records()) {
      Block block = BlockCodec.decode(record.data());
      for (AcceptedReading accepted : block.readings()) {
        works
            .computeIfAbsent(
                accepted.reading().series().device(), name -> new DeviceWork(name, block.bucket()))
            .add(record.sequenceNumber(), accepted);
      }
    }
    return works.values();
  }

  private static Optional<DeviceWork> firstInTrouble(Collection<DeviceWork> works) {
    return works.stream()
        .filter(work -> work.trouble() != null)
        .min(Comparator.comparing(DeviceWork::resumeFrom));
  }

  private static BatchOutcome outcome(Collection<DeviceWork> works) {
    return firstInTrouble(works)
        .<BatchOutcome>map(
            work -> new RetryFrom(work.resumeFrom(), Objects.requireNonNull(work.trouble())))
        .orElseGet(Completed::new);
  }
}
