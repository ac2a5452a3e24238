package io.offbeat.local.storm;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import com.amazonaws.services.lambda.runtime.events.KinesisEvent.KinesisEventRecord;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import io.offbeat.detector.Device;
import io.offbeat.detector.DeviceScan;
import io.offbeat.detector.DeviceStore;
import io.offbeat.detector.EpisodePublisher;
import io.offbeat.detector.Glance;
import io.offbeat.detector.Heartbeat;
import io.offbeat.detector.Heartbeats;
import io.offbeat.detector.Sweep.Devices;
import io.offbeat.detector.Sweep.Outlets;
import io.offbeat.lambda.Patience;
import io.offbeat.lambda.TransientFailure;
import io.offbeat.model.AcceptedReading;
import io.offbeat.model.Block;
import io.offbeat.model.Reading;
import io.offbeat.model.SeriesKey;
import io.offbeat.model.SourcePosition;
import io.offbeat.model.wire.BlockCodec;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Bugs in how silence is found, each caught by one of the first seeds.
class PlantedSweepBugTest {
  /// So long that outages end in it.
  private static final Duration LONG = Duration.ofMinutes(20);

  @ParameterizedTest
  @EnumSource
  void a_planted_bug_is_caught(Bug bug) {
    bug.isCaught();
  }

  /// Bugs that people write.
  enum Bug implements PlantedBug {
    /// Silence is judged by the clock, as if the pipeline were never behind.
    SILENT_BY_THE_CLOCK {
      @Override
      public Wiring wiring() {
        return new Wiring() {
          private Instant beaten = Instant.EPOCH;
          private Set<String> shards = Set.of();

          @Override
          public Outlets outlets(Outlets sound) {
            return beating(
                sound,
                (at, names) -> {
                  beaten = at;
                  shards = sound.heartbeats().put(at, names);
                  return shards;
                });
          }

          @Override
          public Devices swept(Devices sound, EpisodePublisher publisher) {
            return storing(
                sound,
                new Store(sound.store()) {
                  @Override
                  public Map<String, Device> load(Collection<String> names) {
                    var loaded = new HashMap<String, Device>(super.load(names));
                    names.stream()
                        .filter(Heartbeat::isDevice)
                        .forEach(name -> loaded.put(name, throughAt(name, shards, beaten)));
                    return loaded;
                  }
                });
          }
        };
      }
    },
    /// The heartbeats of one shard speak for all.
    ONE_SHARD_IS_ENOUGH {
      @Override
      public Wiring wiring() {
        return new Wiring() {
          @Override
          public Outlets outlets(Outlets sound) {
            return beating(
                sound,
                (at, names) ->
                    Set.of(
                        sound.heartbeats().put(at, names).stream().sorted().toList().getFirst()));
          }
        };
      }
    },
    /// Heartbeats that were not put are taken for put.
    HEARTBEAT_TROUBLE_SWALLOWED {
      @Override
      public Wiring wiring() {
        return new Wiring() {
          private Set<String> last = Set.of();

          @Override
          public Outlets outlets(Outlets sound) {
            return beating(
                sound,
                (at, names) -> {
                  try {
                    last = sound.heartbeats().put(at, names);
                  } catch (TransientFailure ignored) {
                    return last;
                  }
                  return last;
                });
          }
        };
      }
    },
    /// Heartbeats have a way of their own through the detector, and a faster one.
    HEARTBEATS_RUN_AHEAD {
      @Override
      public Wiring wiring() {
        return new Wiring() {
          @Override
          public RequestHandler<KinesisEvent, StreamsEventResponse> detect(
              RequestHandler<KinesisEvent, StreamsEventResponse> sound) {
            return (event, context) -> {
              KinesisEvent ahead = heartbeatsOf(event);
              if (!ahead.getRecords().isEmpty()) {
                sound.handleRequest(ahead, context);
                Patience.Timer.of(context).pause(Duration.ofMinutes(1));
              }
              return sound.handleRequest(event, context);
            };
          }
        };
      }
    },
    /// What a scan shows is taken for what is. That shows when the detector has just caught up.
    OLD_SCAN_BELIEVED {
      @Override
      public Plan plan(long seed) {
        return Plan.of(seed, LONG, Set.of(Fault.OUTAGE, Fault.STALE_READ));
      }

      @Override
      public Wiring wiring() {
        return new ScanWiring() {
          private List<Seen> before = List.of();
          private List<Seen> last = List.of();

          @Override
          List<Glance> scan(DeviceScan sound) {
            before = last;
            last = all(sound);
            return sound.scan();
          }

          @Override
          List<Seen> visit(DeviceScan sound) {
            return before.isEmpty() ? all(sound) : before;
          }
        };
      }
    },
    /// A scan's second page is forgotten.
    SECOND_PAGE_FORGOTTEN {
      @Override
      public Wiring wiring() {
        return new ScanWiring() {
          @Override
          List<Glance> scan(DeviceScan sound) {
            return firstHalf(sound.scan());
          }

          @Override
          List<Seen> visit(DeviceScan sound) {
            return firstHalf(all(sound));
          }
        };
      }
    },
    /// Heartbeats count as readings, so that something of the fleet always arrives.
    HEARTBEATS_COUNT_AS_READINGS {
      @Override
      public Plan plan(long seed) {
        return Plan.of(seed, LONG, Set.of(Fault.FLEET_SILENT));
      }

      @Override
      public Wiring wiring() {
        return new ScanWiring() {
          @Override
          List<Glance> scan(DeviceScan sound) {
            return sound.scan().stream().map(Bug::asUsersOwn).toList();
          }

          @Override
          List<Seen> visit(DeviceScan sound) {
            return all(sound);
          }
        };
      }
    },
    /// Silences go out before the state that they belong to is saved.
    PUBLISHED_BEFORE_SAVED {
      @Override
      public Wiring wiring() {
        return new Wiring() {
          @Override
          public Devices swept(Devices sound, EpisodePublisher publisher) {
            return storing(
                sound,
                new Store(sound.store()) {
                  @Override
                  public Optional<Device> save(Device device) {
                    if (!device.outbox().isEmpty()) {
                      var _ = publisher.publish(device.outbox());
                      device.clearOutbox();
                    }
                    return super.save(device);
                  }
                });
          }
        };
      }
    },
    /// What the topic did not take of a sweep is forgotten.
    REFUSED_SILENCES_FORGOTTEN {
      @Override
      public Plan plan(long seed) {
        return Plan.of(seed, LONG, Set.of(Fault.SILENT, Fault.PARTIAL));
      }

      @Override
      public Wiring wiring() {
        return new Wiring() {
          @Override
          public Outlets outlets(Outlets sound) {
            return new Outlets(
                events -> {
                  var _ = sound.publisher().publish(events);
                  return List.of();
                },
                sound.heartbeats(),
                sound.board());
          }
        };
      }
    };

    private static Outlets beating(Outlets sound, Heartbeats heartbeats) {
      return new Outlets(sound.publisher(), heartbeats, sound.board());
    }

    private static Devices storing(Devices sound, DeviceStore store) {
      return new Devices(store, sound.scan());
    }

    private static Glance asUsersOwn(Glance glance) {
      return Heartbeat.isDevice(glance.device())
          ? new Glance(
              "heartbeat of " + glance.device(),
              glance.due(),
              glance.waiting(),
              glance.lastArrival())
          : glance;
    }

    /// A heartbeat's device as it is when a heartbeat of each shard has come through.
    private static Device throughAt(String name, Set<String> shards, Instant at) {
      Device device = Device.fresh(name);
      var reading = new Reading(new SeriesKey(name, Heartbeat.METRIC), at, 1, "");
      for (String shard : shards) {
        var source = new SourcePosition(shard, BigInteger.ONE, 0);
        device.fold(List.of(new AcceptedReading(reading, at, source)));
      }
      return device;
    }

    private static KinesisEvent heartbeatsOf(KinesisEvent event) {
      var alone = new KinesisEvent();
      alone.setRecords(event.getRecords().stream().flatMap(Bug::heartbeatsOf).toList());
      return alone;
    }

    private static Stream<KinesisEventRecord> heartbeatsOf(KinesisEventRecord record) {
      Block block = BlockCodec.decode(record.getKinesis().getData().duplicate());
      List<AcceptedReading> heartbeats =
          block.readings().stream()
              .filter(accepted -> Heartbeat.isDevice(accepted.reading().series().device()))
              .toList();
      if (heartbeats.isEmpty()) {
        return Stream.of();
      }
      KinesisEvent.Record data = record.getKinesis().clone();
      data.setData(ByteBuffer.wrap(BlockCodec.encode(new Block(block.bucket(), heartbeats))));
      KinesisEventRecord alone = record.clone();
      alone.setKinesis(data);
      return Stream.of(alone);
    }
  }

  /// The store of a sweep.
  private abstract static class Store implements DeviceStore {
    private final DeviceStore sound;

    Store(DeviceStore sound) {
      this.sound = sound;
    }

    @Override
    public Map<String, Device> load(Collection<String> names) {
      return sound.load(names);
    }

    @Override
    public Optional<Device> save(Device device) {
      return sound.save(device);
    }
  }

  /// A device as a look at it shows it.
  private record Seen(Glance glance, Device device) {}

  private static List<Seen> all(DeviceScan scan) {
    var all = new ArrayList<Seen>();
    scan.visit((glance, device) -> all.add(new Seen(glance, device)));
    return all;
  }

  private static <T> List<T> firstHalf(List<T> all) {
    return all.subList(0, all.size() / 2);
  }

  /// A bug in what is made of a scan.
  private abstract static class ScanWiring implements Wiring {
    abstract List<Glance> scan(DeviceScan sound);

    abstract List<Seen> visit(DeviceScan sound);

    @Override
    public Devices swept(Devices sound, EpisodePublisher publisher) {
      return new Devices(
          sound.store(),
          new DeviceScan() {
            @Override
            public List<Glance> scan() {
              return ScanWiring.this.scan(sound.scan());
            }

            @Override
            public void visit(BiConsumer<Glance, Device> each) {
              ScanWiring.this
                  .visit(sound.scan())
                  .forEach(seen -> each.accept(seen.glance(), seen.device()));
            }
          });
    }
  }
}
