package io.offbeat.local.storm;

import io.offbeat.alert.Alert;
import io.offbeat.alert.Alert.Change;
import io.offbeat.detector.Device;
import io.offbeat.detector.DeviceCodec;
import io.offbeat.detector.Glance;
import io.offbeat.ingest.ArchiveCodec;
import io.offbeat.ingest.Archived;
import io.offbeat.lambda.StreamRecord;
import io.offbeat.local.stream.ShardedStream;
import io.offbeat.model.EpisodeEvent;
import io.offbeat.model.Kind;
import io.offbeat.model.SourcePosition;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// What must hold when a storm is over, whatever happened in it.
final class Checks {
  private static final int SHOWN = 3;

  private final Plan plan;
  private final ShardedStream readings;
  private final Cloud cloud;
  private final AlertCloud people;
  private final Silences silences;
  private final Oracle byInput;
  private final Oracle byBlocks;
  private final List<String> broken = new ArrayList<>();

  Checks(
      Plan plan,
      ShardedStream readings,
      ShardedStream blocks,
      Cloud cloud,
      AlertCloud people,
      Silences silences) {
    this.plan = plan;
    this.readings = readings;
    this.cloud = cloud;
    this.people = people;
    this.silences = silences;
    this.byInput = Oracle.ofRecords(readings, cloud.releases);
    this.byBlocks = Oracle.ofBlocks(blocks, cloud.releases);
  }

  /// How many readings the gate lets in.
  long accepted() {
    return byInput.accepted().size();
  }

  /// What does not hold.
  ///
  /// @param poison the records that can never be valid
  /// @param givenUp records that a mapping gave up
  /// @param imbalance by how much the functions' own accounts fail to balance
  /// @param left what was not done when it should have been; empty when all was
  List<String> broken(
      List<StreamRecord> poison, List<StreamRecord> givenUp, long imbalance, String left) {
    same("archived records", inArchive("raw/"), byPosition(readings.all()));
    same("quarantined records", inArchive("quarantine/"), byPosition(poison));
    same("readings in blocks", byBlocks.accepted(), byInput.accepted());
    states("of the blocks", byBlocks);
    same("episode events", ids(judged()), ids(byBlocks.episodes()));
    if (plan.isOrdered()) {
      states("of the records", byInput);
      same("episode events by the records", ids(judged()), ids(byInput.episodes()));
    }
    broken.addAll(silences.broken(byInput.arrivals()));
    alerts();
    outboxes();
    hold(
        cloud.orphans.isEmpty(),
        "%d events went out before a saved state owned them".formatted(cloud.orphans.size()));
    hold(givenUp.isEmpty(), "%d records were given up".formatted(givenUp.size()));
    hold(imbalance == 0, "the accounts are off by %d".formatted(imbalance));
    hold(left.isEmpty(), left);
    return broken;
  }

  private void hold(boolean holds, String otherwise) {
    if (!holds) {
      broken.add(otherwise);
    }
  }

  private <T> void same(String what, Set<T> found, Set<T> wanted) {
    var missing = new HashSet<>(wanted);
    missing.removeAll(found);
    var strange = new HashSet<>(found);
    strange.removeAll(wanted);
    hold(
        missing.isEmpty() && strange.isEmpty(),
        "%s: %d are missing %s, %d should not be there %s"
            .formatted(what, missing.size(), some(missing), strange.size(), some(strange)));
  }

  private static String some(Set<?> items) {
    return items.stream().map(String::valueOf).sorted().limit(SHOWN).toList().toString();
  }

  /// What a record is: where it stood, and its bytes.
  private record Kept(String shard, String number, ByteBuffer data) {
    @Override
    public String toString() {
      return shard + ":" + number;
    }
  }

  private static Set<Kept> byPosition(Collection<StreamRecord> records) {
    return records.stream().map(Checks::kept).collect(Collectors.toSet());
  }

  private static Kept kept(StreamRecord record) {
    return new Kept(
        record.shard(), record.sequenceNumber().toString(), ByteBuffer.wrap(record.bytes()));
  }

  private Set<Kept> inArchive(String prefix) {
    return cloud.archive.objects().entrySet().stream()
        .filter(object -> object.getKey().startsWith(prefix))
        .flatMap(object -> ArchiveCodec.decode(object.getValue()).stream())
        .map(Archived::record)
        .map(Checks::kept)
        .collect(Collectors.toSet());
  }

  /// The events that blocks make: a silence is a sweep's.
  private List<EpisodeEvent> judged() {
    return cloud.episodes.stream().filter(event -> event.kind() != Kind.SILENT).toList();
  }

  private void outboxes() {
    for (Glance glance : cloud.devices.scan()) {
      hold(glance.waiting() == 0, "events of %s are left in its outbox".formatted(glance.device()));
    }
  }

  private static Set<String> ids(List<EpisodeEvent> events) {
    return events.stream()
        .map(EpisodeEvent::eventId)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /// The state of every device is, to the bit, what one thread makes of the same stream.
  private void states(String what, Oracle oracle) {
    Set<String> names = new TreeSet<>();
    oracle.accepted().forEach(reading -> names.add(reading.device()));
    Map<String, Device> found = cloud.devices.load(names);
    Map<String, Device> wanted = oracle.devices(names);
    for (String name : names) {
      Device here = found.get(name);
      Device there = wanted.get(name);
      hold(
          here != null
              && there != null
              && ByteBuffer.wrap(DeviceCodec.encode(here))
                  .equals(ByteBuffer.wrap(DeviceCodec.encode(there))),
          "the state of %s is not that %s".formatted(name, what));
    }
  }

  /// A reading that was accepted, by where it came from.
  record Source(String device, SourcePosition position) {}

  /// Every incident opens once and ends; no alert has two ids.
  private void alerts() {
    Map<String, Set<String>> opened = idsOf(change -> change == Change.OPENED);
    opened.forEach((incident, ids) ->
        hold(ids.size() == 1, "%s was opened %d times".formatted(incident, ids.size())));
    Set<String> ended = idsOf(change -> change == Change.RESOLVED).keySet();
    for (String incident : idsOf(change -> change != Change.NOTICE).keySet()) {
      hold(
          ended.contains(incident),
          "people were told of %s, and not of its end".formatted(incident));
    }
    Set<String> incidents = idsOf(_ -> true).keySet();
    for (String incident : people.told) {
      hold(
          incidents.contains(incident) || people.heldBack.contains(incident),
          "people were never told of %s".formatted(incident));
    }
    var promised = new HashSet<>(people.promised);
    people.alerts.forEach(alert -> promised.remove(alert.id()));
    hold(
        promised.isEmpty() || !people.heldBack.isEmpty(),
        "%d alerts were never sent".formatted(promised.size()));
    var texts = new HashMap<String, Alert>();
    for (Alert alert : people.alerts) {
      Alert before = texts.putIfAbsent(alert.id(), alert);
      hold(
          before == null || before.change() == alert.change(),
          "alert %s came as two".formatted(alert.id()));
    }
    hold(
        people.incidents.open().isEmpty(),
        "%d incidents are open".formatted(people.incidents.open().size()));
  }

  private Map<String, Set<String>> idsOf(Predicate<Change> which) {
    return people.alerts.stream()
        .filter(alert -> which.test(alert.change()))
        .collect(
            Collectors.groupingBy(
                Alert::incident, Collectors.mapping(Alert::id, Collectors.toSet())));
  }
}
