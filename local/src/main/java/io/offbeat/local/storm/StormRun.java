package io.offbeat.local.storm;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import io.offbeat.alert.AlertBatch;
import io.offbeat.alert.AlertHandler;
import io.offbeat.alert.AlertText;
import io.offbeat.alert.Brake;
import io.offbeat.alert.CensusSource;
import io.offbeat.alert.Course;
import io.offbeat.alert.Fleet;
import io.offbeat.alert.IncidentStore;
import io.offbeat.alert.Policy;
import io.offbeat.alert.TimerBatch;
import io.offbeat.alert.TimerHandler;
import io.offbeat.detector.Admission;
import io.offbeat.detector.DetectBatch;
import io.offbeat.detector.DetectHandler;
import io.offbeat.detector.EpisodePublisher;
import io.offbeat.detector.WarmDevices;
import io.offbeat.ingest.IngestBatch;
import io.offbeat.ingest.IngestHandler;
import io.offbeat.lambda.BatchLog;
import io.offbeat.lambda.RulesSource;
import io.offbeat.lambda.StreamRecord;
import io.offbeat.local.Totals;
import io.offbeat.model.EpisodeEvent;
import io.offbeat.model.wire.EpisodeEventCodec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// One storm, from its first record until nothing is left to do.
public final class StormRun {
  static final int BUCKETS = 8;

  private static final Instant START = Instant.parse("2026-11-25T00:00:00Z");
  private static final int SHARDS = 2;
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  /// Timeouts as the templates have them.
  private static final Duration STREAM_TIMEOUT = Duration.ofMinutes(5);

  private static final Duration ALERT_TIMEOUT = Duration.ofMinutes(1);

  /// As the templates have it.
  private static final QueueMapping.Settings QUEUE =
      new QueueMapping.Settings(1_000, Duration.ofSeconds(370), 20, 2);

  /// After an event, as the templates have it.
  private static final Duration WAKE = Duration.ofSeconds(22);

  /// How long the fleet is calm before it stops, so that every trouble is over.
  private static final Duration CALM = Duration.ofMinutes(3);

  /// By then everything must be done.
  private static final Duration PATIENCE = Duration.ofHours(8);

  /// By then whoever was given up has ended too.
  private static final Duration LAST_ZOMBIE = Duration.ofMinutes(15);

  private static final Duration DOWN = Duration.ofMinutes(6);
  private static final Duration TOPIC_DOWN = Duration.ofMinutes(20);

  private final Plan plan;
  private final Wiring wiring;
  private final SplittableRandom random;
  private final Scheduler scheduler;
  private final Faults faults;
  private final Trace trace;
  private final Lambda.Surroundings around;
  private final Calls calls;
  private final ShardedStream readings = new ShardedStream("readings", SHARDS);
  private final ShardedStream blocks = new ShardedStream("blocks", SHARDS);
  private final Cloud cloud;
  private final StormFleet fleet;
  private final Totals totals = new Totals();
  private final List<StreamRecord> givenUp = new ArrayList<>();
  private final Lambda<KinesisEvent, StreamsEventResponse> ingest;
  private final Lambda<KinesisEvent, StreamsEventResponse> detect;
  private final Lambda<SQSEvent, SQSBatchResponse> alert;
  private final Lambda<ScheduledEvent, @Nullable Void> timer;
  private final StreamMapping ingesting;
  private final StreamMapping detecting;
  private final QueueMapping alerting;
  private boolean woken;

  private StormRun(Plan plan, Wiring wiring) {
    this.plan = plan;
    this.wiring = wiring;
    this.random = new SplittableRandom(plan.seed());
    this.scheduler = new Scheduler(START, random.split());
    this.faults = new Faults(random.split(), plan);
    this.trace = new Trace(scheduler::instant, plan.traced());
    this.around = new Lambda.Surroundings(scheduler, faults, trace);
    this.calls = new Calls(around, random.split());
    this.cloud = new Cloud(calls, scheduler::instant, blocks, this::episode);
    this.fleet = new StormFleet(readings, around, random.split(), plan.devices());
    this.ingest = new Lambda<>("ingest", STREAM_TIMEOUT, this::ingestCode, around);
    this.detect = new Lambda<>("detect", STREAM_TIMEOUT, this::detectCode, around);
    this.alert = new Lambda<>("alert", ALERT_TIMEOUT, this::alertCode, around);
    this.timer = new Lambda<>("timer", ALERT_TIMEOUT, this::timerCode, around);
    this.ingesting = mapping(readings, ingest);
    this.detecting = mapping(blocks, detect);
    this.alerting = new QueueMapping("episodes", QUEUE, alert, around, random.split());
  }

  /// Runs a storm.
  public static Outcome of(Plan plan) {
    return of(plan, Wiring.SOUND);
  }

  /// Runs a storm with a bug planted.
  public static Outcome of(Plan plan, Wiring wiring) {
    return new StormRun(plan, wiring).run();
  }

  private void episode(EpisodeEvent event) {
    alerting.send(EpisodeEventCodec.encode(event));
    if (event.change() == EpisodeEvent.Change.STARTED) {
      scheduler.after(WAKE, this::wake);
    }
  }

  /// One round answers all the wakes of the time that the mapping takes to look again.
  private void wake() {
    if (!woken) {
      woken = true;
      scheduler.after(
          POLL,
          () -> {
            woken = false;
            timer.invoke(new ScheduledEvent(), _ -> {});
          });
    }
  }

  /// Settings as the templates have them; where AWS is silent, the seed reads it one way or the
  /// other.
  private StreamMapping mapping(
      ShardedStream stream, Lambda<KinesisEvent, StreamsEventResponse> function) {
    var settings =
        new StreamMapping.Settings(
            10_000,
            plan.window(),
            true,
            true,
            100,
            Duration.ofDays(1),
            random.nextBoolean(),
            random.nextBoolean());
    return new StreamMapping(
        stream, settings, function, around, (_, records) -> givenUp.addAll(records));
  }

  private Outcome run() {
    fleet.start();
    scheduler.every(POLL, ingesting::poll);
    scheduler.every(POLL, detecting::poll);
    scheduler.every(POLL, alerting::poll);
    scheduler.every(
        MINUTE,
        () -> {
          timer.invoke(new ScheduledEvent(), _ -> {});
          weather();
        });
    Instant end = START.plus(plan.time());
    runUntil(end);
    trace.add("the storm is over");
    faults.end();
    calls.upAll();
    fleet.calm();
    runUntil(end.plus(CALM));
    fleet.stop();
    Instant latest = end.plus(PATIENCE);
    while (!isQuiet() && scheduler.instant().isBefore(latest)) {
      alerting.redrive();
      runUntil(scheduler.instant().plus(MINUTE));
    }
    boolean quiet = isQuiet();
    runUntil(scheduler.instant().plus(LAST_ZOMBIE));
    var checks = new Checks(plan, readings, blocks, cloud);
    List<String> broken =
        checks.broken(fleet.poison(), givenUp, totals.imbalance(), quiet ? "" : left());
    return new Outcome(
        plan,
        broken,
        faults.fired(),
        trace.steps(),
        trace.hash(),
        trace.lines(),
        checks.accepted(),
        cloud.episodes.size(),
        cloud.alerts.size(),
        cloud.toEpisode,
        cloud.episodeToAlert,
        cloud.toAlert);
  }

  private void runUntil(Instant end) {
    while (scheduler.step(end)) {}
  }

  private boolean isQuiet() {
    return ingesting.backlog() == 0
        && detecting.backlog() == 0
        && alerting.backlog() == 0
        && alerting.deadLetters() == 0
        && cloud.incidents.due(Instant.MAX).isEmpty()
        && cloud.storms.load().held().isEmpty();
  }

  private String left() {
    return "%d records, %d blocks, %d messages and %d incidents are left after %s"
        .formatted(
            ingesting.backlog(),
            detecting.backlog(),
            alerting.backlog(),
            cloud.incidents.due(Instant.MAX).size(),
            PATIENCE);
  }

  /// What happens to the cloud rather than to a call, once a minute.
  private void weather() {
    if (faults.fires(Fault.REDELIVERY)) {
      trace.add("the mappings start over");
      ingesting.restart();
      detecting.restart();
    }
    if (faults.fires(Fault.RESHARD)) {
      ShardedStream stream = random.nextBoolean() ? readings : blocks;
      boolean split = random.nextBoolean();
      int which = random.nextInt(100);
      trace.add("%s %s shard %d".formatted(stream.name(), split ? "splits" : "merges", which));
      if (split) {
        stream.split(which);
      } else {
        stream.merge(which);
      }
    }
    if (faults.fires(Fault.DEPLOY)) {
      trace.add("a release is deployed");
      ingest.deploy();
      detect.deploy();
      alert.deploy();
      timer.deploy();
    }
    List<String> services = List.of(Cloud.BUCKET, Cloud.BLOCKS, Cloud.DEVICES);
    outage(Fault.OUTAGE, services.get(random.nextInt(services.size())), DOWN);
    outage(Fault.TOPIC_OUTAGE, Cloud.ALERTS, TOPIC_DOWN);
  }

  private void outage(Fault fault, String service, Duration time) {
    if (faults.fires(fault)) {
      calls.down(service);
      scheduler.after(time, () -> calls.up(service));
    }
  }

  private RequestHandler<KinesisEvent, StreamsEventResponse> ingestCode() {
    var batch =
        new IngestBatch(wiring.archive(cloud.archive()), wiring.blocks(cloud.blocks()), BUCKETS);
    var handler = new IngestHandler(batch, log("ingest"), clock(), random.split());
    return wiring.ingest(handler);
  }

  private RequestHandler<KinesisEvent, StreamsEventResponse> detectCode() {
    EpisodePublisher publisher = wiring.episodes(cloud.episodes());
    var batch =
        new DetectBatch(
            wiring.devices(cloud.devices(), publisher),
            publisher,
            new WarmDevices(WarmDevices.MAX_SERIES),
            RulesSource.NONE,
            Admission.FREE);
    var handler = new DetectHandler(batch, log("detect"), clock(), random.split());
    return wiring.detect(handler);
  }

  private RequestHandler<SQSEvent, SQSBatchResponse> alertCode() {
    IncidentStore incidents = wiring.incidents(cloud.incidents());
    var ports = new AlertBatch.Ports(incidents, brake(), cloud.archive()::keep);
    var batch = new AlertBatch(ports, course(incidents), fleets(), scheduler::instant);
    return wiring.alert(new AlertHandler(batch, log("alert"), clock(), random.split()));
  }

  private RequestHandler<ScheduledEvent, @Nullable Void> timerCode() {
    IncidentStore incidents = wiring.incidents(cloud.incidents());
    var batch = new TimerBatch(incidents, brake(), course(incidents), fleets(), scheduler::instant);
    return new TimerHandler(batch, log("timer"), clock(), random.split());
  }

  private Brake brake() {
    return new Brake(cloud.storms(), wiring.alerts(cloud.alerts()), Brake.MOST, scheduler::instant);
  }

  private static Course course(IncidentStore incidents) {
    return new Course(
        Policy.DEFAULT,
        new AlertText(Policy.DEFAULT, ZoneOffset.UTC, "s3://offbeat"),
        incidents::open);
  }

  private static Fleet fleets() {
    return new Fleet(CensusSource.NONE);
  }

  private BatchLog log(String function) {
    return new BatchLog("storm", function, totals::add);
  }

  private Clock clock() {
    return new Clock() {
      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        return this;
      }

      @Override
      public Instant instant() {
        return scheduler.instant();
      }
    };
  }
}
