package io.offbeat.checks.crash;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.offbeat.alert.DynamoIncidentStore;
import io.offbeat.alert.Group;
import io.offbeat.checks.emulator.StreamReader;
import io.offbeat.detector.Device;
import io.offbeat.detector.DeviceCodec;
import io.offbeat.detector.DynamoDeviceStore;
import io.offbeat.detector.SeriesSummary;
import io.offbeat.ingest.ArchiveCodec;
import io.offbeat.ingest.Archived;
import io.offbeat.lambda.StreamRecord;
import io.offbeat.local.replay.S3KeptObjects;
import io.offbeat.model.AcceptedReading;
import io.offbeat.model.EpisodeEvent;
import io.offbeat.model.SeriesKey;
import io.offbeat.model.wire.BlockCodec;
import io.offbeat.model.wire.EpisodeEventCodec;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import software.amazon.awssdk.services.sqs.model.Message;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What must hold when the backlog is drained, whatever happened on the way.
final class Equations {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final Place place;
  private final List<StreamRecord> records;
  private final Oracle oracle;

  Equations(Place place) {
    this.place = place;
    this.records = records(place.readings());
    this.oracle = new Oracle(records, Place.BUCKETS);
  }

  private List<StreamRecord> records(String stream) {
    var all = new ArrayList<StreamRecord>();
    new StreamReader(place.emulator().kinesis(), stream)
        .read()
        .forEach((shard, read) ->
            read.forEach(record ->
                all.add(
                    new StreamRecord(
                        shard,
                        new BigInteger(record.sequenceNumber()),
                        record.partitionKey(),
                        record.approximateArrivalTimestamp(),
                        record.data().asByteBuffer()))));
    return all;
  }

  /// Every record is in the archive, byte for byte, and what is poison in the quarantine.
  void records(int put) {
    assertThat(records).hasSize(put);
    assertThat(kept("raw/")).isEqualTo(byPosition(records.stream()));
    Map<String, StreamRecord> poison =
        byPosition(
            oracle.kept().entrySet().stream()
                .filter(object -> object.getKey().startsWith("quarantine/"))
                .flatMap(object -> decoded(object.getValue())));
    assertThat(poison).isNotEmpty();
    assertThat(kept("quarantine/")).isEqualTo(poison);
  }

  private Map<String, StreamRecord> kept(String prefix) {
    return byPosition(objects(place, prefix).flatMap(Equations::decoded));
  }

  private static Stream<byte[]> objects(Place place, String prefix) {
    var archive = new S3KeptObjects(place.emulator().s3(), place.bucket());
    return archive.keys(prefix).stream().map(archive::read);
  }

  private static Stream<StreamRecord> decoded(byte[] object) {
    return ArchiveCodec.decode(object).stream().map(Archived::record);
  }

  /// A record that is kept twice, in objects of overlapping batches, is the same in both.
  private static Map<String, StreamRecord> byPosition(Stream<StreamRecord> kept) {
    var byPosition = new HashMap<String, StreamRecord>();
    kept.forEach(record -> {
      StreamRecord before = byPosition.put(record.shard() + ":" + record.sequenceNumber(), record);
      assertThat(before == null ? record : before).isEqualTo(record);
    });
    return byPosition;
  }

  /// Every reading that the gate lets in is in the blocks, and none besides; each device's state is
  /// to the bit that of one thread, and nothing waits in it.
  void states(Set<String> names) {
    Set<AcceptedReading> forwarded =
        records(place.blocks()).stream()
            .flatMap(block -> BlockCodec.decode(block.data()).readings().stream())
            .collect(toSet());
    assertThat(oracle.accepted()).doesNotHaveDuplicates().hasSameElementsAs(forwarded);

    Map<String, Device> devices = devices(place, names);
    assertThat(states(devices)).isEqualTo(states(oracle.devices(names))).containsOnlyKeys(names);
    assertThat(devices.values()).flatExtracting(Device::outbox).isEmpty();
  }

  private static Map<String, ByteBuffer> states(Map<String, Device> devices) {
    var states = new HashMap<String, ByteBuffer>();
    devices.forEach(
        (name, device) -> states.put(name, ByteBuffer.wrap(DeviceCodec.encode(device))));
    return states;
  }

  /// Events of episodes are those of one thread: in the archive, and told.
  void episodes(List<Message> told) {
    Set<String> ids = oracle.episodes().stream().map(EpisodeEvent::eventId).collect(toSet());
    assertThat(ids(keptEvents(place))).isEqualTo(ids).isNotEmpty();
    assertThat(ids(told.stream().map(Message::body).map(EpisodeEventCodec::decode))).isEqualTo(ids);
  }

  /// The events that are kept, which is done before they are told.
  private static Stream<EpisodeEvent> keptEvents(Place place) {
    return objects(place, "episodes/")
        .map(Equations::inflated)
        .flatMap(String::lines)
        .map(EpisodeEventCodec::decode);
  }

  private static Set<String> ids(Stream<EpisodeEvent> events) {
    return events.map(EpisodeEvent::eventId).collect(toSet());
  }

  /// No event is out that no saved state owns: the series is saved as far as the event's reading.
  static void owned(Place place) {
    List<EpisodeEvent> out = keptEvents(place).toList();
    Set<String> names = out.stream().map(event -> event.series().device()).collect(toSet());
    Map<SeriesKey, Instant> saved =
        devices(place, names).values().stream()
            .flatMap(device -> device.summaries().stream())
            .collect(toMap(SeriesSummary::series, SeriesSummary::newest));
    assertThat(out)
        .allSatisfy(event ->
            assertThat(saved.getOrDefault(event.series(), Instant.EPOCH))
                .as("%s saved, and %s told", event.series(), event.change())
                .isAfterOrEqualTo(event.at()));
  }

  private static Map<String, Device> devices(Place place, Set<String> names) {
    return new DynamoDeviceStore(place.emulator().dynamo(), place.devices(), () -> "none")
        .load(names);
  }

  private static String inflated(byte[] object) {
    try (var gzip = new GZIPInputStream(new ByteArrayInputStream(object))) {
      return new String(gzip.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("no object of events", e);
    }
  }

  /// Of each device's fault people were told once that it is there and once that it is over;
  /// repeats have the same id. No incident is left open, no alert untold.
  void incidents(Set<String> names, List<Message> alerts) {
    Map<String, List<String>> changes =
        alerts.stream()
            .map(message -> JSON.readTree(message.body()))
            .collect(
                groupingBy(
                    alert -> alert.path("device").asString(),
                    mapping(Equations::tellingApart, toSet())))
            .entrySet()
            .stream()
            .collect(
                toMap(
                    Map.Entry::getKey,
                    told ->
                        told.getValue().stream().map(List::getFirst).sorted().collect(toList())));
    assertThat(changes).containsOnlyKeys(names);
    assertThat(changes.values()).containsOnly(List.of("opened", "resolved"));

    var incidents =
        new DynamoIncidentStore(place.emulator().dynamo(), place.incidents(), () -> "none");
    assertThat(incidents.open()).isEmpty();
    assertThat(names)
        .allSatisfy(name ->
            assertThat(incidents.load(new Group(Group.Scope.DEVICE, name)))
                .hasValueSatisfying(last -> assertThat(last.outbox()).isEmpty()));
  }

  private static List<String> tellingApart(JsonNode alert) {
    return Stream.of("change", "incident", "id").map(f -> alert.path(f).asString()).toList();
  }
}
