package io.offbeat.local;

import static java.time.ZoneOffset.UTC;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
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
import io.offbeat.lambda.StreamRecord;
import io.offbeat.local.stream.DeliveryFailure;
import io.offbeat.local.stream.LambdaFunction;
import io.offbeat.local.stream.LocalContext;
import io.offbeat.local.stream.QueueMapping;
import io.offbeat.local.stream.ShardedStream;
import io.offbeat.local.stream.StreamMapping;
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

  /// How often a batch is tried without progress, before the caller learns of it.
  private static final int MOST_TRIES = 3;

  private static final Duration ROUND = Duration.ofMinutes(1);

  /// After an event, as the templates have it.
  private static final Duration WAKE = Duration.ofSeconds(22);

  /// Few, so that a block holds many devices.
  private static final int BUCKETS = 8;

  private final Totals totals = new Totals();
  private final Clock clock;
  private final ShardedStream readings;
  private final StreamMapping ingest;
  private final StreamMapping detect;
  private final LocalSweep sweep;
  private Instant newest = Instant.MIN;
  private final QueueMapping alert;
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
    this.readings = new ShardedStream("readings", SHARDS, opened);
    var blocks = new ShardedStream("blocks", SHARDS, opened);
    RandomGenerator random = new SplittableRandom(0);

    var ingestBatch =
        new IngestBatch(
            ports.archive(),
            new StreamBlockForwarder(blocks, () -> newest),
            BUCKETS,
            ports.rules());
    var ingestHandler = new IngestHandler(ingestBatch, log("ingest"), clock, random);
    this.ingest = mapping(readings, RECORDS_A_BATCH, here(ingestHandler, "ingest"));

    var devices = new InMemoryDeviceStore();
    EpisodePublisher told = told(ports.episodes(), this::waiting);
    var detectBatch =
        new DetectBatch(
            devices, told, new WarmDevices(WarmDevices.MAX_SERIES), ports.rules(), Admission.FREE);
    var detectHandler = new DetectHandler(detectBatch, log("detect"), clock, random);
    this.detect = mapping(blocks, BLOCKS_A_BATCH, here(detectHandler, "detect"));
    var census = new InMemoryCensusBoard();
    this.sweep =
        new LocalSweep(
            new Sweep(
                new Sweep.Devices(devices, devices),
                new Sweep.Outlets(told, new StreamHeartbeats(readings), census),
                BUCKETS,
                ports.rules()),
            log("sweep"));

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
    this.alert =
        new QueueMapping(
            "episodes",
            new QueueMapping.Settings(EPISODES_A_BATCH, Duration.ZERO, MOST_TRIES, 1),
            here(alertHandler, "alert"),
            new QueueMapping.Outside(() -> now, _ -> {}, QueueMapping.Luck.NONE));
    this.episodes = new QueueEpisodePublisher(alert);
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
  /// @throws DeliveryFailure when a function cannot be made to go on; what it did not take is kept,
  ///   and tried again by the next call
  public void drain() {
    while (ingest.backlog() + detect.backlog() > 0) {
      telling(() -> {
        ingest.poll();
        detect.poll();
      });
      ingest.forget();
      detect.forget();
    }
    telling(this::alert);
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
    telling(this::alert);
  }

  private void alert() {
    alert.poll();
    if (alert.deadLetters() > 0) {
      var failure =
          new DeliveryFailure(
              "%d messages of episodes failed %d times".formatted(alert.deadLetters(), MOST_TRIES),
              alert.lastError());
      alert.redrive();
      throw failure;
    }
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

  /// Does some work; what cannot be done is told with its trouble.
  private void telling(Runnable work) {
    try {
      work.run();
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

  /// As deployed, but for what takes time or hides trouble: there is no window and no wait, for the
  /// time is that of records; and what fails too often is kept and told, not set aside.
  private StreamMapping mapping(
      ShardedStream stream,
      int batchSize,
      LambdaFunction<KinesisEvent, StreamsEventResponse> function) {
    var settings =
        new StreamMapping.Settings(
            batchSize, Duration.ZERO, false, true, MOST_TRIES - 1, null, true, false, 1);
    return new StreamMapping(
        stream,
        settings,
        function,
        new StreamMapping.Outside(() -> newest, _ -> {}, LocalPipeline::refuse));
  }

  private static void refuse(StreamMapping.GivenUp lost) {
    StreamRecord first = lost.records().getFirst();
    throw new DeliveryFailure(
        "the records of %s from %s:%s on failed %d times"
            .formatted(lost.stream(), first.shard(), first.sequenceNumber(), lost.tries()),
        lost.error());
  }

  private <E, R> LambdaFunction<E, R> here(RequestHandler<E, R> handler, String function) {
    return LambdaFunction.here(handler, context(function));
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
