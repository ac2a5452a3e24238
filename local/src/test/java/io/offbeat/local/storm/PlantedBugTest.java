package io.offbeat.local.storm;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import io.offbeat.alert.Alert;
import io.offbeat.alert.AlertPublisher;
import io.offbeat.alert.Group;
import io.offbeat.alert.Incident;
import io.offbeat.alert.IncidentStore;
import io.offbeat.detector.Device;
import io.offbeat.detector.DeviceStore;
import io.offbeat.detector.EpisodePublisher;
import io.offbeat.ingest.Archive;
import io.offbeat.ingest.BlockForwarder;
import io.offbeat.lambda.TransientFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A storm that cannot fail proves nothing: each of these bugs is caught by one of the first seeds.
class PlantedBugTest {
  /// So long that outages and zombies end in it.
  private static final Duration LONG = Duration.ofMinutes(20);

  @ParameterizedTest
  @EnumSource
  void a_planted_bug_is_caught(Bug bug) {
    bug.isCaught();
  }

  /// Bugs that people write.
  enum Bug implements PlantedBug {
    /// The archive's trouble is swallowed.
    ARCHIVE_TROUBLE_SWALLOWED {
      @Override
      public Wiring wiring() {
        return new Wiring() {
          @Override
          public Archive archive(Archive sound) {
            return (key, object) -> {
              try {
                sound.keep(key, object);
              } catch (TransientFailure ignored) {
                return;
              }
            };
          }
        };
      }
    },
    /// What PutRecords did not take is taken for taken.
    FAILED_RECORD_COUNT_IGNORED {
      @Override
      public Wiring wiring() {
        return new Wiring() {
          @Override
          public BlockForwarder blocks(BlockForwarder sound) {
            return blocks -> {
              var _ = sound.forward(blocks);
              return List.of();
            };
          }
        };
      }
    },
    /// Ingest says that all is done, whatever it is.
    INGEST_CHECKPOINTS_TOO_EARLY {
      @Override
      public Wiring wiring() {
        return new Wiring() {
          @Override
          public RequestHandler<KinesisEvent, StreamsEventResponse> ingest(
              RequestHandler<KinesisEvent, StreamsEventResponse> sound) {
            return allDone(sound);
          }
        };
      }
    },
    /// So does the detector.
    DETECTOR_CHECKPOINTS_TOO_EARLY {
      @Override
      public Wiring wiring() {
        return new Wiring() {
          @Override
          public RequestHandler<KinesisEvent, StreamsEventResponse> detect(
              RequestHandler<KinesisEvent, StreamsEventResponse> sound) {
            return allDone(sound);
          }
        };
      }
    },
    /// A device is saved whatever is there.
    SAVE_WITHOUT_CONDITION {
      @Override
      public Wiring wiring() {
        return new DeviceWiring() {
          @Override
          Optional<Device> save(Device device, DeviceStore sound, EpisodePublisher publisher) {
            Device newest = sound.load(List.of(device.name())).get(device.name());
            return sound.save(newest == null ? device : device.savedAs(newest.version()));
          }
        };
      }
    },
    /// Events go out before the state that they belong to is saved.
    PUBLISHED_BEFORE_SAVED {
      @Override
      public Wiring wiring() {
        return new DeviceWiring() {
          @Override
          Optional<Device> save(Device device, DeviceStore sound, EpisodePublisher publisher) {
            if (!device.outbox().isEmpty()) {
              var _ = publisher.publish(device.outbox());
              device.clearOutbox();
            }
            return sound.save(device);
          }
        };
      }
    },
    /// A save that was lost to another is taken for done.
    LOST_SAVE_TAKEN_FOR_DONE {
      @Override
      public Wiring wiring() {
        return new DeviceWiring() {
          @Override
          Optional<Device> save(Device device, DeviceStore sound, EpisodePublisher publisher) {
            return sound.save(device).or(() -> Optional.of(device.savedAs(device.version() + 1)));
          }
        };
      }
    },
    /// A device that cannot be read is taken for new.
    UNREADABLE_TAKEN_FOR_NEW {
      @Override
      public Wiring wiring() {
        return new DeviceWiring() {
          @Override
          Optional<Device> save(Device device, DeviceStore sound, EpisodePublisher publisher) {
            Device newest = sound.load(List.of(device.name())).get(device.name());
            long version = newest == null ? 0 : newest.version();
            return sound.save(device.savedAs(version));
          }

          @Override
          Map<String, Device> load(Collection<String> names, DeviceStore sound) {
            try {
              return sound.load(names);
            } catch (TransientFailure ignored) {
              return Map.of();
            }
          }
        };
      }
    },
    /// What the topic did not take is forgotten.
    REFUSED_EVENTS_FORGOTTEN {
      @Override
      public Wiring wiring() {
        return new Wiring() {
          @Override
          public EpisodePublisher episodes(EpisodePublisher sound) {
            return events -> {
              var _ = sound.publish(events);
              return List.of();
            };
          }
        };
      }
    },
    /// Messages that failed are deleted.
    FAILED_MESSAGES_DELETED {
      @Override
      public Plan plan(long seed) {
        return Plan.of(seed, LONG, Set.of(Fault.OUTAGE));
      }

      @Override
      public Wiring wiring() {
        return new Wiring() {
          @Override
          public RequestHandler<SQSEvent, SQSBatchResponse> alert(
              RequestHandler<SQSEvent, SQSBatchResponse> sound) {
            return (event, context) -> {
              sound.handleRequest(event, context);
              return new SQSBatchResponse(List.of());
            };
          }
        };
      }
    },
    /// An alert that could not be sent is forgotten.
    ALERT_TROUBLE_SWALLOWED {
      @Override
      public Wiring wiring() {
        return new Wiring() {
          @Override
          public AlertPublisher alerts(AlertPublisher sound) {
            return alert -> {
              try {
                sound.publish(alert);
              } catch (TransientFailure ignored) {
                return;
              }
            };
          }
        };
      }
    },
    /// An alert has a new id each time it is sent.
    ALERT_ID_PER_SEND {
      @Override
      public Wiring wiring() {
        return new Wiring() {
          @Override
          public AlertPublisher alerts(AlertPublisher sound) {
            var sends = new AtomicLong();
            return alert ->
                sound.publish(
                    new Alert(
                        alert.id() + sends.incrementAndGet(),
                        alert.incident(),
                        alert.change(),
                        alert.severity(),
                        alert.about(),
                        alert.subject(),
                        alert.text()));
          }
        };
      }
    },
    /// An incident is saved whatever is there.
    INCIDENT_SAVED_WITHOUT_CONDITION {
      @Override
      public Plan plan(long seed) {
        return Plan.of(
            seed, LONG, Set.of(Fault.SLOW, Fault.ZOMBIE, Fault.MESSAGE_AGAIN, Fault.TOPIC_OUTAGE));
      }

      @Override
      public Wiring wiring() {
        return new IncidentWiring() {
          @Override
          Optional<Incident> save(Incident incident, IncidentStore sound) {
            long newest = sound.load(incident.group()).map(Incident::version).orElse(0L);
            return sound.save(incident.saved(newest));
          }
        };
      }
    },
    /// A release brings another layout of states under the number of the one before.
    LAYOUT_CHANGED_UNDER_ITS_NUMBER {
      @Override
      public Wiring wiring() {
        return new Wiring() {
          @Override
          public byte[] before(byte[] state) {
            return LayoutBefore.of(state, LayoutBefore.NUMBER + 1);
          }
        };
      }
    },
    /// Alerts are taken for sent before they are.
    OUTBOX_CLEARED_BEFORE_SENDING {
      @Override
      public Wiring wiring() {
        return new IncidentWiring() {
          @Override
          Optional<Incident> save(Incident incident, IncidentStore sound) {
            return sound
                .save(incident.withOutbox(List.of()))
                .map(saved -> saved.withOutbox(incident.outbox()));
          }
        };
      }
    };

    private static RequestHandler<KinesisEvent, StreamsEventResponse> allDone(
        RequestHandler<KinesisEvent, StreamsEventResponse> sound) {
      return (event, context) -> {
        sound.handleRequest(event, context);
        return new StreamsEventResponse(List.of());
      };
    }
  }

  /// A bug between the detector and its table.
  private abstract static class DeviceWiring implements Wiring {
    abstract Optional<Device> save(Device device, DeviceStore sound, EpisodePublisher publisher);

    Map<String, Device> load(Collection<String> names, DeviceStore sound) {
      return sound.load(names);
    }

    @Override
    public DeviceStore devices(DeviceStore sound, EpisodePublisher publisher) {
      return new DeviceStore() {
        @Override
        public Map<String, Device> load(Collection<String> names) {
          return DeviceWiring.this.load(names, sound);
        }

        @Override
        public Optional<Device> save(Device device) {
          return DeviceWiring.this.save(device, sound, publisher);
        }
      };
    }
  }

  /// A bug between the alert function and its table.
  private abstract static class IncidentWiring implements Wiring {
    abstract Optional<Incident> save(Incident incident, IncidentStore sound);

    @Override
    public IncidentStore incidents(IncidentStore sound) {
      return new IncidentStore() {
        @Override
        public Optional<Incident> load(Group group) {
          return sound.load(group);
        }

        @Override
        public Optional<Incident> save(Incident incident) {
          return IncidentWiring.this.save(incident, sound);
        }

        @Override
        public List<Group> due(Instant by) {
          return sound.due(by);
        }

        @Override
        public void record(Incident incident) {
          sound.record(incident);
        }

        @Override
        public Optional<Incident> recorded(String id) {
          return sound.recorded(id);
        }
      };
    }
  }
}
