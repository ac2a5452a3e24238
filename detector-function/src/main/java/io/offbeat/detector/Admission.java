package io.offbeat.detector;

import io.offbeat.lambda.Patience;
import io.offbeat.lambda.Tally;
import io.offbeat.lambda.TransientFailure;
import io.offbeat.model.rules.Rules;
import java.math.BigInteger;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

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
    fresh.forEach((bucket, newcomers) ->
        decide(Newcomers.device(bucket), newcomers, rounds, current, patience, tally));
  }

  /// Hour by hour: an hour's devices are saved before the next one's are decided, which forgets the
  /// names of those before. So whoever was let in is known when the batch comes again.
  private void decide(
      String gatekeeper,
      List<DeviceWork> newcomers,
      Rounds rounds,
      Rules current,
      Patience patience,
      Tally<DetectCount> tally) {
    var undecided = new LinkedHashMap<String, DeviceWork>();
    newcomers.forEach(work -> undecided.put(work.name(), work));
    for (List<Candidate> hour : byHour(candidates(newcomers))) {
      Map<String, Integer> admitted = new TreeMap<>();
      List<Candidate> open =
          hour.stream().filter(candidate -> undecided.containsKey(candidate.name())).toList();
      DeviceWork gate = DeviceWork.of(gatekeeper, device -> device.admit(open, share, admitted));
      rounds.run(List.of(gate), current, patience, tally);
      tally.addAll(gate.tally());
      var in = new ArrayList<DeviceWork>();
      if (gate.trouble() == null) {
        admitted.forEach((name, part) -> {
          DeviceWork work = Objects.requireNonNull(undecided.remove(name), name);
          work.refuse(part);
          in.add(work);
        });
      }
      if (!undecided.isEmpty()) {
        rounds.run(in, current, patience, tally);
      }
      Optional<TransientFailure> trouble =
          Stream.concat(Stream.of(gate), in.stream())
              .flatMap(work -> Optional.ofNullable(work.trouble()).stream())
              .findFirst();
      if (trouble.isPresent()) {
        undecided.values().forEach(work -> work.fail(trouble.get()));
        return;
      }
    }
    undecided.values().forEach(work -> work.refuse(work.candidates().size()));
  }

  /// Candidates in their order, parted where a later hour of arrival begins.
  private static List<List<Candidate>> byHour(List<Candidate> candidates) {
    var hours = new ArrayList<List<Candidate>>();
    Instant hour = Instant.MIN;
    for (Candidate candidate : candidates) {
      Instant arrival = candidate.arrivedAt().truncatedTo(ChronoUnit.HOURS);
      if (arrival.isAfter(hour)) {
        hour = arrival;
        hours.add(new ArrayList<>());
      }
      hours.getLast().add(candidate);
    }
    return hours;
  }

  /// In the order of the blocks, and of the names inside one.
  private static List<Candidate> candidates(List<DeviceWork> works) {
    return works.stream()
        .flatMap(work -> work.candidates().stream())
        .sorted(Comparator.comparing(Candidate::block).thenComparing(Candidate::name))
        .toList();
  }
}
