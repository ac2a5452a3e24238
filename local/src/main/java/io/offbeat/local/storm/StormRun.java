package io.offbeat.local.storm;

import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import io.offbeat.lambda.StreamRecord;
import io.offbeat.local.stream.QueueMapping;
import io.offbeat.local.stream.ShardedStream;
import io.offbeat.local.stream.StreamMapping;
import io.offbeat.model.AcceptedReading;
import io.offbeat.model.EpisodeEvent;
import io.offbeat.model.wire.BlockCodec;
import io.offbeat.model.wire.EpisodeEventCodec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/// One storm, from its first record until nothing is left to do.
public final class StormRun {
  static final int BUCKETS = 8;

  private static final int MOST_LANES = 3;

  private static final Instant START = Instant.parse("2026-11-25T00:00:00Z");
  private static final int SHARDS = 2;
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  /// As the templates have it.
  static final QueueMapping.Settings QUEUE =
      new QueueMapping.Settings(1_000, Duration.ofSeconds(370), 20, 2);

  static final StreamMapping.Settings DEPLOYED =
      new StreamMapping.Settings(
          10_000, Duration.ofSeconds(1), true, true, 100, Duration.ofDays(1), false, true, 1);

  /// After an event, as the templates have it.
  private static final Duration WAKE = Duration.ofSeconds(22);

  /// How long the fleet is calm before it stops, so that every trouble is over.
  private static final Duration CALM = Duration.ofMinutes(3);

  /// By then everything must be done.
  private static final Duration PATIENCE = Duration.ofHours(8);

  /// By then whoever was given up has ended too.
  private static final Duration LAST_ZOMBIE = Duration.ofMinutes(15);

  private final Plan plan;
  private final SplittableRandom random;
  private final Scheduler scheduler;
  private final Faults faults;
  private final Trace trace;
  private final Lambda.Surroundings around;
  private final Calls calls;
  private final ShardedStream readings = new ShardedStream("readings", SHARDS, Instant.EPOCH);
  private final ShardedStream blocks = new ShardedStream("blocks", SHARDS, Instant.EPOCH);
  private final Latency latency;
  private final Cloud cloud;
  private final AlertCloud people;
  private final StormFleet fleet;
  private final Silences silences;
  private final Functions functions;
  private final Weather weather;
  private final List<StreamRecord> givenUp = new ArrayList<>();
  private final StreamMapping ingesting;
  private final StreamMapping detecting;
  private final QueueMapping alerting;
  private boolean woken;

  private StormRun(Plan plan, Wiring wiring) {
    this.plan = plan;
    this.random = new SplittableRandom(plan.seed());
    this.scheduler = new Scheduler(START, random.split());
    this.faults = new Faults(random.split(), plan);
    this.trace = new Trace(scheduler::instant, plan.traced());
    this.around = new Lambda.Surroundings(scheduler, faults, trace);
    this.calls = new Calls(around, random.split());
    this.latency = new Latency(scheduler::instant);
    this.cloud = new Cloud(calls, scheduler::instant, readings, blocks, this::episode);
    this.people = new AlertCloud(calls, latency);
    this.fleet = new StormFleet(readings, around, random.split(), plan.devices());
    this.silences = new Silences(cloud, readings, scheduler::instant, this::folded);
    this.functions = new Functions(wiring, cloud, people, silences, around, random.split());
    this.ingesting = mapping(readings, functions.ingest, 1);
    this.detecting = mapping(blocks, functions.detect, 1 + random.nextInt(MOST_LANES));
    this.alerting = queue(random.split());
    this.weather =
        new Weather(
            around,
            random.split(),
            new Weather.Place(
                List.of(readings, blocks),
                List.of(ingesting, detecting),
                calls,
                functions,
                fleet,
                cloud.releases));
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
    latency.note(event);
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
            functions.timer.invoke(new ScheduledEvent(), _ -> {});
          });
    }
  }

  /// All readings that arrived before this instant are done with by both mappings.
  private Instant folded() {
    return Stream.concat(
            ingesting.unfinished().map(StreamRecord::arrivedAt),
            detecting
                .unfinished()
                .flatMap(record -> BlockCodec.decode(record.data()).readings().stream())
                .map(AcceptedReading::arrivedAt))
        .min(Comparator.naturalOrder())
        .orElseGet(scheduler::instant);
  }

  /// Settings as the templates have them; of the tries, where AWS is silent, the seed reads it one
  /// way or the other. A shard of `readings` has one lane, for no heartbeat may pass a reading; one
  /// of `blocks` may have several, since a bucket's heartbeat travels with it.
  private StreamMapping mapping(
      ShardedStream stream, Lambda<KinesisEvent, StreamsEventResponse> function, int lanes) {
    var settings =
        new StreamMapping.Settings(
            10_000,
            plan.window(),
            true,
            true,
            100,
            Duration.ofDays(1),
            random.nextBoolean(),
            random.nextBoolean(),
            lanes);
    return new StreamMapping(
        stream,
        settings,
        function,
        new StreamMapping.Outside(
            scheduler::instant, trace::add, lost -> givenUp.addAll(lost.records())));
  }

  /// The queue, whose messages come in any order and now and then once more.
  private QueueMapping queue(SplittableRandom order) {
    var luck =
        new QueueMapping.Luck() {
          @Override
          public int next(int waiting) {
            return order.nextInt(waiting);
          }

          @Override
          public boolean comesAgain() {
            return faults.fires(Fault.MESSAGE_AGAIN);
          }
        };
    return new QueueMapping(
        "episodes",
        QUEUE,
        functions.alert,
        new QueueMapping.Outside(scheduler::instant, trace::add, luck));
  }

  private Outcome run() {
    if (plan.faults().contains(Fault.ROLLOUT)) {
      cloud.releases.beginBefore();
    }
    fleet.start();
    scheduler.every(POLL, ingesting::poll);
    scheduler.every(POLL, detecting::poll);
    scheduler.every(POLL, alerting::poll);
    scheduler.every(
        MINUTE,
        () -> {
          functions.timer.invoke(new ScheduledEvent(), _ -> {});
          weather.change();
        });
    scheduler.every(MINUTE, () -> functions.sweep.invoke(new ScheduledEvent(), _ -> {}));
    Instant end = START.plus(plan.time());
    runUntil(end.minus(plan.outage()));
    if (plan.outage().isPositive()) {
      calls.down(Cloud.DEVICES);
    }
    runUntil(end);
    trace.add("the storm is over");
    faults.end();
    calls.upAll();
    fleet.calm();
    runUntil(end.plus(CALM));
    fleet.stop();
    cloud.close();
    Instant latest = end.plus(PATIENCE);
    while (!isQuiet() && scheduler.instant().isBefore(latest)) {
      alerting.redrive();
      runUntil(scheduler.instant().plus(MINUTE));
    }
    boolean quiet = isQuiet();
    runUntil(scheduler.instant().plus(LAST_ZOMBIE));
    var checks = new Checks(plan, readings, blocks, cloud, people, silences);
    List<String> broken =
        checks.broken(fleet.poison(), givenUp, functions.totals.imbalance(), quiet ? "" : left());
    return new Outcome(
        plan,
        broken,
        faults.fired(),
        trace.steps(),
        trace.hash(),
        trace.lines(),
        checks.accepted(),
        cloud.episodes.size(),
        people.alerts.size(),
        silences.told(),
        latency.toEpisode,
        latency.episodeToAlert,
        latency.toAlert);
  }

  private void runUntil(Instant end) {
    while (scheduler.step(end)) {}
  }

  private boolean isQuiet() {
    return ingesting.backlog() == 0
        && detecting.backlog() == 0
        && alerting.backlog() == 0
        && alerting.deadLetters() == 0
        && people.incidents.due(Instant.MAX).isEmpty()
        && people.storms.load().held().isEmpty()
        && cloud.devices.scan().stream().allMatch(glance -> glance.waiting() == 0);
  }

  private String left() {
    return "%d records, %d blocks, %d messages and %d incidents are left after %s"
        .formatted(
            ingesting.backlog(),
            detecting.backlog(),
            alerting.backlog(),
            people.incidents.due(Instant.MAX).size(),
            PATIENCE);
  }
}
