package io.offbeat.local.storm;

import io.offbeat.alert.Alert;
import io.offbeat.alert.AlertPublisher;
import io.offbeat.alert.Group;
import io.offbeat.alert.InMemoryIncidentStore;
import io.offbeat.alert.InMemoryStormStore;
import io.offbeat.alert.Incident;
import io.offbeat.alert.IncidentStore;
import io.offbeat.alert.StormStore;
import io.offbeat.detector.Device;
import io.offbeat.detector.DeviceStore;
import io.offbeat.detector.EpisodePublisher;
import io.offbeat.detector.InMemoryDeviceStore;
import io.offbeat.ingest.Archive;
import io.offbeat.ingest.BlockForwarder;
import io.offbeat.ingest.InMemoryArchive;
import io.offbeat.ingest.PackedBlock;
import io.offbeat.model.EpisodeEvent;
import io.offbeat.model.Kind;
import io.offbeat.model.Severity;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// What is outside of the functions: streams, tables, topics, a bucket, each behind [Calls], and
/// what has come to stand in them.
final class Cloud {
  /// Services that can be down for a while.
  static final String DEVICES = "devices";

  static final String ALERTS = "alerts";
  static final String BUCKET = "bucket";
  static final String BLOCKS = "blocks";

  private final Calls calls;
  private final Supplier<Instant> clock;
  private final ShardedStream blocks;
  private final Consumer<EpisodeEvent> episodesQueue;

  final InMemoryArchive archive = new InMemoryArchive();
  final InMemoryDeviceStore devices = new InMemoryDeviceStore();
  final InMemoryIncidentStore incidents = new InMemoryIncidentStore();
  final InMemoryStormStore storms = new InMemoryStormStore();
  final List<EpisodeEvent> episodes = new ArrayList<>();
  final List<Alert> alerts = new ArrayList<>();

  /// How long it took from a reading to its event, and to the alert that this event calls for.
  final List<Duration> toEpisode = new ArrayList<>();

  final List<Duration> toAlert = new ArrayList<>();

  /// How long it took from that event to the alert.
  final List<Duration> episodeToAlert = new ArrayList<>();

  /// Of the episodes that started at an instant, the event that calls for an alert.
  private final Map<Instant, Call> calling = new HashMap<>();

  /// An event that calls for an alert.
  ///
  /// @param at event time of its reading
  /// @param published when it came on the topic
  private record Call(Instant at, Instant published) {
    static boolean isBy(EpisodeEvent event) {
      boolean waitsForAnother =
          event.change() == EpisodeEvent.Change.STARTED
              && event.kind() == Kind.SPIKE
              && event.severity().compareTo(Severity.HIGH) < 0;
      return !waitsForAnother;
    }
  }

  /// Ids of incidents that people count as told of, and of those held back for a digest.
  final Set<String> told = new HashSet<>();

  final Set<String> heldBack = new HashSet<>();

  /// Ids of alerts that were ever to be sent.
  final Set<String> promised = new HashSet<>();

  /// What the index of the incidents showed a while ago.
  private List<Group> lastDue = List.of();

  Cloud(
      Calls calls,
      Supplier<Instant> clock,
      ShardedStream blocks,
      Consumer<EpisodeEvent> episodesQueue) {
    this.calls = calls;
    this.clock = clock;
    this.blocks = blocks;
    this.episodesQueue = episodesQueue;
  }

  Archive archive() {
    return (key, object) -> calls.run(BUCKET, () -> archive.keep(key, object));
  }

  /// Refuses a part of the blocks now and then, as PutRecords does.
  BlockForwarder blocks() {
    return packed -> {
      boolean some = calls.takesPart();
      return calls.call(
          BLOCKS,
          () -> {
            var refused = new ArrayList<PackedBlock>();
            for (PackedBlock block : packed) {
              if (some && calls.any(2) == 0) {
                refused.add(block);
              } else {
                put(block);
              }
            }
            return refused;
          });
    };
  }

  private void put(PackedBlock block) {
    byte[] data = new byte[block.data().remaining()];
    block.data().duplicate().get(data);
    var key = new BigInteger(block.bucket().explicitHashKey());
    blocks.put(block.bucket().partitionKey(), key, clock.get(), data);
  }

  DeviceStore devices() {
    return new DeviceStore() {
      @Override
      public Map<String, Device> load(Collection<String> names) {
        return calls.call(DEVICES, () -> devices.load(names));
      }

      @Override
      public Optional<Device> save(Device device) {
        return calls.call(DEVICES, () -> devices.save(device));
      }
    };
  }

  EpisodePublisher episodes() {
    return events -> {
      boolean some = calls.takesPart();
      return calls.call(
          "episodes",
          () -> {
            var refused = new ArrayList<EpisodeEvent>();
            for (EpisodeEvent event : events) {
              if (some && calls.any(2) == 0) {
                refused.add(event);
              } else {
                episodes.add(event);
                note(event);
                episodesQueue.accept(event);
              }
            }
            return refused;
          });
    };
  }

  private void note(EpisodeEvent event) {
    if (event.change() == EpisodeEvent.Change.STARTED) {
      toEpisode.add(Duration.between(event.at(), clock.get()));
    }
    if (Call.isBy(event)) {
      calling.putIfAbsent(event.start(), new Call(event.at(), clock.get()));
    }
  }

  IncidentStore incidents() {
    return new IncidentStore() {
      @Override
      public Optional<Incident> load(Group group) {
        return calls.call("incidents", () -> incidents.load(group));
      }

      @Override
      public Optional<Incident> save(Incident incident) {
        return calls.call(
            "incidents",
            () -> {
              Optional<Incident> saved = incidents.save(incident);
              saved.ifPresent(this::note);
              return saved;
            });
      }

      private void note(Incident saved) {
        if (saved.told().severity() != null) {
          told.add(saved.id());
        }
        saved.outbox().forEach(alert -> promised.add(alert.id()));
      }

      @Override
      public List<Group> due(Instant by) {
        boolean stale = calls.isStale();
        return calls.call(
            "incidents",
            () -> {
              List<Group> newest = incidents.due(by);
              List<Group> shown = stale ? lastDue : newest;
              lastDue = newest;
              return shown;
            });
      }

      @Override
      public void record(Incident incident) {
        calls.run("incidents", () -> incidents.record(incident));
      }

      @Override
      public Optional<Incident> recorded(String id) {
        return calls.call("incidents", () -> incidents.recorded(id));
      }
    };
  }

  StormStore storms() {
    return new StormStore() {
      @Override
      public io.offbeat.alert.Storm load() {
        return calls.call("incidents", storms::load);
      }

      @Override
      public Optional<io.offbeat.alert.Storm> save(io.offbeat.alert.Storm storm) {
        heldBack.addAll(storm.held().keySet());
        return calls.call("incidents", () -> storms.save(storm));
      }
    };
  }

  AlertPublisher alerts() {
    return alert ->
        calls.run(
            ALERTS,
            () -> {
              alerts.add(alert);
              Call call = calling.get(alert.about().since());
              if (alert.change() == Alert.Change.OPENED && call != null) {
                toAlert.add(Duration.between(call.at(), clock.get()));
                episodeToAlert.add(Duration.between(call.published(), clock.get()));
              }
            });
  }
}
