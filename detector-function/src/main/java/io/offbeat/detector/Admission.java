package io.offbeat.detector;

import io.offbeat.lambda.Patience;
import io.offbeat.lambda.Tally;
import io.offbeat.model.rules.Rules;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Lets new devices in: so many an hour, counted by arrival time, the rest refused. A producer that
/// invents a name with each record so cannot fill the table.
///
/// Every bucket has its share, which a reserved device of its own keeps: no counter is shared
/// between shards, and what is decided depends on the order of the bucket's blocks alone. A known
/// device costs nothing here.
public final class Admission {
  /// Every device may come in.
  public static final Admission FREE = new Admission(0, 1);

  /// Most new devices in an hour, unless the parameter says otherwise.
  public static final int AN_HOUR = 10_000;

  private final int share;

  /// What one block has of a device that may be new.
  ///
  /// @param name the device
  /// @param part which of its blocks in the batch
  /// @param block the block's position
  /// @param arrivedAt when its first reading arrived
  record Candidate(String name, int part, BigInteger block, Instant arrivedAt) {}

  /// @param anHour most new devices in an hour; 0: as many as come
  /// @param buckets how many buckets devices travel in
  public Admission(int anHour, int buckets) {
    if (anHour < 0 || buckets < 1) {
      throw new IllegalArgumentException(
          "%d new devices an hour in %d buckets".formatted(anHour, buckets));
    }
    this.share = Math.ceilDiv(anHour, buckets);
  }

  /// Takes from the works what may not come in. What cannot be decided is in trouble.
  void decide(
      Collection<DeviceWork> works,
      Rounds rounds,
      Rules current,
      Patience patience,
      Tally<DetectCount> tally) {
    if (share == 0) {
      return;
    }
    rounds.load(works, patience);
    var fresh = new TreeMap<Integer, List<DeviceWork>>();
    works.stream()
        .filter(DeviceWork::isNew)
        .forEach(work -> fresh.computeIfAbsent(work.bucket(), _ -> new ArrayList<>()).add(work));
    if (fresh.isEmpty()) {
      return;
    }
    fresh.forEach((bucket, newcomers) -> {
      Map<String, Integer> admitted = new HashMap<>();
      List<Candidate> candidates = candidates(newcomers);
      DeviceWork gate =
          DeviceWork.of(
              Newcomers.device(bucket), device -> device.admit(candidates, share, admitted));
      rounds.run(List.of(gate), current, patience, tally);
      tally.addAll(gate.tally());
      newcomers.forEach(work -> {
        if (gate.trouble() == null) {
          work.refuse(admitted.getOrDefault(work.name(), work.candidates().size()));
        } else {
          work.fail(gate.trouble());
        }
      });
    });
  }

  /// In the order of the blocks, and of the names inside one.
  private static List<Candidate> candidates(List<DeviceWork> works) {
    return works.stream()
        .flatMap(work -> work.candidates().stream())
        .sorted(Comparator.comparing(Candidate::block).thenComparing(Candidate::name))
        .toList();
  }
}
