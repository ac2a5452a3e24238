package io.offbeat.local;

import static java.time.ZoneOffset.UTC;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import io.offbeat.alert.AlertBatch;
import io.offbeat.alert.AlertHandler;
import io.offbeat.alert.AlertPublisher;
import io.offbeat.alert.AlertText;
import io.offbeat.alert.Brake;
import io.offbeat.alert.Course;
import io.offbeat.alert.Fleet;
import io.offbeat.alert.InMemoryIncidentStore;
import io.offbeat.alert.InMemoryStormStore;
import io.offbeat.alert.IncidentStore;
import io.offbeat.alert.RulesPolicy;
import io.offbeat.alert.TimerBatch;
import io.offbeat.alert.TimerHandler;
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
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// The deployed path in one JVM: records of `readings` through the real ingest, detect and alert
/// handlers, in the envelopes that Lambda gives them. Devices are kept in memory. The alert
/// function and its timer live in the time of the readings: each event is told at its time, and a
/// round of the timer passes for each minute between and when an event wakes it. Not for several
/// threads.
public final class LocalPipeline {
  private static final int SHARDS = 4;
  private static final int RECORDS_A_BATCH = 10_000;
  private static final int BLOCKS_A_BATCH = 100;
  private static final int EPISODES_A_BATCH = 1_000;
  private static final Duration ROUND = Duration.ofMinutes(1);

  /// After an event, as the templates have it.
  private static final Duration WAKE = Duration.ofSeconds(22);

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
  private final EpisodePublisher episodes;
  private final IncidentStore incidents = new InMemoryIncidentStore();
  private final TimerHandler timer;

  /// Events that wait for their time.
  private final PriorityQueue<EpisodeEvent> told =
      new PriorityQueue<>(
          Comparator.comparing(EpisodeEvent::at).thenComparing(EpisodeEvent::change));

  /// When the timer is woken.
  private final NavigableSet<Instant> wakes = new TreeSet<>();

  /// The time that passes in the alert function: of readings, not of the day.
  private Instant now = Instant.MIN;

  /// What is outside.
  ///
  /// @param archive keeps records and poison
  /// @param episodes is told of every episode event, some perhaps twice
  /// @param alerts tells people
  /// @param rules tells the rules in force
  /// @param kept the archive's folder, for the commands in alerts; empty when there is none
  public record Ports(
      Archive archive,
      Consumer<EpisodeEvent> episodes,
      AlertPublisher alerts,
      RulesSource rules,
      String kept) {
    /// The same where no folder holds the archive.
    public Ports(
        Archive archive,
        Consumer<EpisodeEvent> episodes,
        AlertPublisher alerts,
        RulesSource rules) {
      this(archive, episodes, alerts, rules, "");
    }

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
    EpisodePublisher told = told(ports.episodes(), this::waiting);
    var detectBatch =
        new DetectBatch(
            devices, told, new WarmDevices(WarmDevices.MAX_SERIES), ports.rules(), Admission.FREE);
    var detectHandler = new DetectHandler(detectBatch, log("detect"), clock, random);
    this.detect = new LocalMapping(blocks, BLOCKS_A_BATCH, detectHandler, context("detect"));
    var census = new InMemoryCensusBoard();
    this.sweep =
        new LocalSweep(
            new Sweep(
                new Sweep.Devices(devices, devices),
                new Sweep.Outlets(told, new StreamHeartbeats(readings), census),
                BUCKETS,
                ports.rules()),
            log("sweep"));

    this.episodes = new QueueEpisodePublisher(queue, () -> now);
    var policy = new RulesPolicy(ports.rules());
    var course = new Course(policy, new AlertText(policy, UTC, ports.kept()), incidents::open);
    var brake = new Brake(new InMemoryStormStore(), ports.alerts(), Brake.MOST, () -> now);
    var fleet = new Fleet(census::newest);
    var alertBatch =
        new AlertBatch(
            new AlertBatch.Ports(incidents, brake, ports.archive()::keep),
            course,
            fleet,
            () -> now);
    var alertHandler = new AlertHandler(alertBatch, log("alert"), clock, random);
    this.alert = new LocalQueueMapping(queue, EPISODES_A_BATCH, alertHandler, context("alert"));
    var timerBatch = new TimerBatch(incidents, brake, course, fleet, () -> now);
    this.timer = new TimerHandler(timerBatch, log("timer"), clock, random);
  }

  /// Puts a record on the stream `readings`.
  public void put(String partitionKey, Instant arrivedAt, byte[] data) {
    newest = arrivedAt.isAfter(newest) ? arrivedAt : newest;
    readings.put(partitionKey, arrivedAt, data);
  }

  /// Lets the functions work until nothing is left to do by the time of the newest record.
  ///
  /// @throws DeliveryFailure when a function cannot be made to go on
  public void drain() {
    while (poll(() -> ingest.poll() + detect.poll()) > 0) {}
    while (!told.isEmpty()) {
      tellNextMinute();
    }
    pass(newest);
  }

  /// What the timer does each minute, in the time of the records: looks for silence. Nothing, when
  /// less than a minute has passed since the last time.
  public void sweep() {
    sweep.run(newest);
  }

  /// Lets time pass after the newest record, without another one.
  public void quiet(Duration time) {
    if (now.isAfter(Instant.MIN)) {
      pass(now.plus(time));
    }
  }

  private boolean waiting(List<EpisodeEvent> events) {
    return told.addAll(events);
  }

  /// Tells the events that are next, and all that share their minute, at their time.
  private void tellNextMinute() {
    Instant minute = told.element().at().truncatedTo(ChronoUnit.MINUTES).plus(ROUND);
    pass(told.element().at());
    var events = new ArrayList<EpisodeEvent>();
    while (!told.isEmpty() && told.element().at().isBefore(minute)) {
      events.add(told.remove());
    }
    episodes.publish(events);
    wakes.add(now.plus(WAKE));
    while (poll(alert::poll) > 0) {}
  }

  /// Lets time pass up to an instant, with the rounds of the timer for what waits.
  private void pass(Instant until) {
    while (!incidents.due(Instant.MAX).isEmpty() && !nextRound().isAfter(until)) {
      now = nextRound();
      timer.handleRequest(new ScheduledEvent(), context("timer").get());
    }
    now = now.isBefore(until) ? until : now;
  }

  private Instant nextRound() {
    Instant minute = now.truncatedTo(ChronoUnit.MINUTES).plus(ROUND);
    Instant wake = wakes.higher(now);
    wakes.headSet(now, true).clear();
    return wake == null || minute.isBefore(wake) ? minute : wake;
  }

  private int poll(IntSupplier work) {
    try {
      return work.getAsInt();
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
      Consumer<EpisodeEvent> listener, Predicate<List<EpisodeEvent>> queue) {
    return events -> {
      events.forEach(listener);
      return queue.test(events) ? List.of() : events;
    };
  }
}
