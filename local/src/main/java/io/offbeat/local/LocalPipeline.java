package io.offbeat.local;

import com.amazonaws.services.lambda.runtime.Context;
import io.offbeat.alert.AlertBatch;
import io.offbeat.alert.AlertHandler;
import io.offbeat.alert.AlertPublisher;
import io.offbeat.alert.InMemoryIncidentStore;
import io.offbeat.detector.Admission;
import io.offbeat.detector.DetectBatch;
import io.offbeat.detector.DetectHandler;
import io.offbeat.detector.EpisodePublisher;
import io.offbeat.detector.InMemoryCensusBoard;
import io.offbeat.detector.InMemoryDeviceStore;
import io.offbeat.detector.Sweep;
import io.offbeat.detector.WarmDevices;
import io.offbeat.ingest.Archive;
import io.offbeat.ingest.IngestBatch;
import io.offbeat.ingest.IngestHandler;
import io.offbeat.lambda.BatchLog;
import io.offbeat.lambda.RulesSource;
import io.offbeat.local.stream.DeliveryFailure;
import io.offbeat.local.stream.LocalContext;
import io.offbeat.local.stream.LocalMapping;
import io.offbeat.local.stream.LocalQueue;
import io.offbeat.local.stream.LocalQueueMapping;
import io.offbeat.local.stream.LocalStream;
import io.offbeat.model.EpisodeEvent;
import java.time.Clock;
import java.time.Instant;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// The deployed path in one JVM: records of `readings` through the real ingest, detect and alert
/// handlers, in the envelopes that Lambda gives them. Devices and incidents are kept in memory. Not
/// for several threads.
public final class LocalPipeline {
  private static final int SHARDS = 4;
  private static final int RECORDS_A_BATCH = 10_000;
  private static final int BLOCKS_A_BATCH = 100;
  private static final int EPISODES_A_BATCH = 10;

  /// Few, so that a block holds many devices.
  private static final int BUCKETS = 8;

  private final Totals totals = new Totals();
  private final Clock clock;
  private final LocalStream readings;
  private final LocalMapping ingest;
  private final LocalMapping detect;
  private final LocalSweep sweep;
  private Instant newest = Instant.MIN;
  private final LocalQueueMapping alert;

  /// What is outside.
  ///
  /// @param archive keeps records and poison
  /// @param episodes is told of every episode event, some perhaps twice
  /// @param alerts tells people
  /// @param rules tells the rules in force
  public record Ports(
      Archive archive, Consumer<EpisodeEvent> episodes, AlertPublisher alerts, RulesSource rules) {
    /// The same without rules.
    public Ports(Archive archive, Consumer<EpisodeEvent> episodes, AlertPublisher alerts) {
      this(archive, episodes, alerts, RulesSource.NONE);
    }
  }

  /// @param ports what is outside
  /// @param clock the time that passes in the functions; nothing is judged by it
  /// @param opened where the sequence numbers begin: two pipelines that were opened at different
  ///   microseconds share none
  public LocalPipeline(Ports ports, Clock clock, Instant opened) {
    this.clock = clock;
    this.readings = new LocalStream("readings", SHARDS, opened);
    var blocks = new LocalStream("blocks", SHARDS, opened);
    var queue = new LocalQueue("episodes");
    RandomGenerator random = new SplittableRandom(0);

    var ingestBatch =
        new IngestBatch(
            ports.archive(), new StreamBlockForwarder(blocks, clock), BUCKETS, ports.rules());
    var ingestHandler = new IngestHandler(ingestBatch, log("ingest"), clock, random);
    this.ingest = new LocalMapping(readings, RECORDS_A_BATCH, ingestHandler, context("ingest"));

    var devices = new InMemoryDeviceStore();
    EpisodePublisher told = told(ports.episodes(), new QueueEpisodePublisher(queue, clock));
    var detectBatch =
        new DetectBatch(
            devices, told, new WarmDevices(WarmDevices.MAX_SERIES), ports.rules(), Admission.FREE);
    var detectHandler = new DetectHandler(detectBatch, log("detect"), clock, random);
    this.detect = new LocalMapping(blocks, BLOCKS_A_BATCH, detectHandler, context("detect"));
    this.sweep =
        new LocalSweep(
            new Sweep(
                new Sweep.Devices(devices, devices),
                new Sweep.Outlets(told, new StreamHeartbeats(readings), new InMemoryCensusBoard()),
                BUCKETS,
                ports.rules()),
            log("sweep"));

    var alertBatch =
        new AlertBatch(new InMemoryIncidentStore(), ports.alerts(), ports.archive()::keep);
    var alertHandler = new AlertHandler(alertBatch, log("alert"), clock, random);
    this.alert = new LocalQueueMapping(queue, EPISODES_A_BATCH, alertHandler, context("alert"));
  }

  /// Puts a record on the stream `readings`.
  public void put(String partitionKey, Instant arrivedAt, byte[] data) {
    newest = arrivedAt.isAfter(newest) ? arrivedAt : newest;
    readings.put(partitionKey, arrivedAt, data);
  }

  /// Lets the functions work until nothing is left to do.
  ///
  /// @throws DeliveryFailure when a function cannot be made to go on
  public void drain() {
    int done;
    do {
      done = poll();
    } while (done > 0);
  }

  /// What the timer does each minute, in the time of the records: looks for silence. Nothing, when
  /// less than a minute has passed since the last time.
  public void sweep() {
    sweep.run(newest);
  }

  private int poll() {
    try {
      return ingest.poll() + detect.poll() + alert.poll();
    } catch (DeliveryFailure failure) {
      throw totals.lastTrouble().map(failure::because).orElse(failure);
    }
  }

  /// What the functions counted so far.
  public Totals totals() {
    return totals;
  }

  private BatchLog log(String function) {
    return new BatchLog("local", function, totals::add);
  }

  private Supplier<Context> context(String function) {
    return () -> new LocalContext(function, clock);
  }

  private static EpisodePublisher told(
      Consumer<EpisodeEvent> listener, EpisodePublisher publisher) {
    return events -> {
      events.forEach(listener);
      return publisher.publish(events);
    };
  }
}
