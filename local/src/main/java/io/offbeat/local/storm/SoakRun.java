package io.offbeat.local.storm;

import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import io.offbeat.lambda.StreamRecord;
import io.offbeat.local.stream.LambdaFunction;
import io.offbeat.local.stream.QueueMapping;
import io.offbeat.local.stream.ShardedStream;
import io.offbeat.local.stream.StreamMapping;
import io.offbeat.model.EpisodeEvent;
import io.offbeat.model.wire.EpisodeEventCodec;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/// Many readings for a long time through the functions as they are deployed, with nothing that goes
/// wrong: what they hold must not grow, nor what they leave waiting, every reading must be archived
/// and learned once, and no device is silent.
///
/// Time is the scheduler's: a call takes 2 to 40 ms, archiving and computing none. How fast this
/// machine computes shows in how long the soak takes.
public final class SoakRun {
  /// By what share of itself the heap may grow in the second half, beside what is measured of it by
  /// chance.
  private static final double MOST_GROWTH = 0.05;

  private static final long CHANCE_BYTES = 8 << 20;

  /// By how much the greatest lag of the second half may exceed the first's.
  private static final Duration MOST_LAG_GROWTH = Duration.ofSeconds(1);

  /// What must become of no reading: the devices send in order, each reading once.
  private static final List<String> NOT_LEARNED =
      List.of("late", "repeat", "replay", "refused", "remark", "feedback", "unmatched", "left");

  /// What a shard takes in a second, as Kinesis has it.
  private static final int SHARD_RECORDS = 1_000;

  private static final int SHARD_BYTES = 1_000_000;

  /// Records a second that a shard has on average: devices do not spread evenly.
  private static final int RECORDS_A_SHARD = 600;

  private static final Instant START = Instant.parse("2026-11-25T00:00:00Z");
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  /// By then everything must be done.
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /// What the heap held before there was anything of this soak.
  private final long before = heap();

  private final Duration time;
  private final SoakWiring wiring;
  private final BiConsumer<Instant, Long> progress;
  private final Scheduler scheduler;
  private final Lambda.Surroundings around;
  private final ShardedStream readings;
  private final ShardedStream blocks;
  private final Cloud cloud;
  private final AlertCloud people;
  private final Silences silences;
  private final Functions functions;
  private final SoakFleet fleet;
  private final StreamMapping ingesting;
  private final StreamMapping detecting;
  private final QueueMapping alerting;
  private final int devices;
  private final Set<String> broken = new LinkedHashSet<>();
  private Soaked.Lag ingestLag = new Soaked.Lag(Duration.ZERO, Duration.ZERO);
  private Soaked.Lag detectLag = ingestLag;

  private SoakRun(Duration time, int rate, SoakWiring wiring, BiConsumer<Instant, Long> progress) {
    this.time = time;
    this.wiring = wiring;
    this.progress = progress;
    this.devices = Math.ceilDiv(rate, SoakFleet.RATE);
    var random = new SplittableRandom(1);
    this.scheduler = new Scheduler(START, random.split());
    this.around =
        new Lambda.Surroundings(
            scheduler,
            new Faults(random.split(), Plan.calm(1, time)),
            new Trace(scheduler::instant, false));
    int records = devices * SoakFleet.RATE / SoakFleet.METRICS;
    int shards = Math.ceilDiv(records, RECORDS_A_SHARD);
    this.readings = new ShardedStream("readings", shards, START);
    this.blocks = new ShardedStream("blocks", Math.min(shards, StormRun.BUCKETS), START);
    var calls = new Calls(around, random.split());
    this.people = new AlertCloud(calls, new Latency(scheduler::instant));
    this.cloud = new Cloud(calls, scheduler::instant, readings, blocks, this::episode);
    this.silences = new Silences(cloud, readings, scheduler::instant, () -> Instant.EPOCH);
    this.functions = new Functions(wiring, cloud, people, silences, around, random.split());
    this.ingesting = mapping(readings, functions.ingest);
    this.detecting = mapping(blocks, functions.detect);
    this.alerting =
        new QueueMapping(
            "episodes",
            StormRun.QUEUE,
            functions.alert,
            new QueueMapping.Outside(scheduler::instant, _ -> {}, QueueMapping.Luck.NONE));
    this.fleet = new SoakFleet(readings, scheduler, random.split(), devices);
  }

  /// Runs a soak.
  ///
  /// @param time how long readings are sent, in the soak's own time, at least two seconds
  /// @param rate readings a second, at least 1; made up to a multiple of 100, what a device sends
  /// @param wiring as the functions are wired
  /// @param progress hears each second of the simulated time and of how many readings were sent
  public static Soaked of(
      Duration time, int rate, SoakWiring wiring, BiConsumer<Instant, Long> progress) {
    return new SoakRun(time, rate, wiring, progress).run();
  }

  private void episode(EpisodeEvent event) {
    alerting.send(EpisodeEventCodec.encode(event));
  }

  private StreamMapping mapping(
      ShardedStream stream, LambdaFunction<KinesisEvent, StreamsEventResponse> function) {
    return new StreamMapping(
        stream,
        StormRun.DEPLOYED,
        function,
        new StreamMapping.Outside(
            scheduler::instant,
            _ -> {},
            lost -> broken.add("records of %s were given up".formatted(lost.stream()))));
  }

  private Soaked run() {
    scheduler.every(SoakFleet.CADENCE, fleet::tick);
    scheduler.every(SECOND, ingesting::poll);
    scheduler.every(SECOND, detecting::poll);
    scheduler.every(SECOND, alerting::poll);
    scheduler.every(MINUTE, () -> functions.timer.invoke(new ScheduledEvent(), _ -> {}));
    scheduler.every(MINUTE, () -> functions.sweep.invoke(new ScheduledEvent(), _ -> {}));
    long start = soak(time.dividedBy(10));
    long middle = soak(time.dividedBy(2));
    long end = soak(time);
    fleet.stop();
    Instant latest = scheduler.instant().plus(PATIENCE);
    while (left() > 0 && scheduler.instant().isBefore(latest)) {
      pass(scheduler.instant().plus(SECOND));
    }
    var heap = new Soaked.Heap(start, middle, end);
    check(heap);
    return new Soaked(
        new Soaked.Load(
            sent(),
            devices,
            Map.of("readings", readings.open().size(), "blocks", blocks.open().size())),
        ingestLag,
        detectLag,
        heap,
        cloud.episodes.size(),
        people.alerts.size(),
        List.copyOf(broken));
  }

  /// Goes on until so much time has passed since the start.
  ///
  /// @return the bytes that the heap then holds of it
  private long soak(Duration until) {
    while (scheduler.instant().isBefore(START.plus(until))) {
      pass(scheduler.instant().plus(SECOND));
      boolean second = scheduler.instant().isAfter(START.plus(time.dividedBy(2)));
      ingestLag = ingestLag.seen(age(ingesting), second);
      detectLag = detectLag.seen(age(detecting), second);
      Stream.of(readings, blocks).forEach(this::weigh);
      ingesting.forget();
      detecting.forget();
      progress.accept(scheduler.instant(), sent());
    }
    return Math.max(0, heap() - before);
  }

  private static long heap() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  private void pass(Instant until) {
    scheduler.at(until, () -> {});
    while (scheduler.step(until)) {}
  }

  private Duration age(StreamMapping mapping) {
    return mapping
        .unfinished()
        .map(StreamRecord::arrivedAt)
        .min(Instant::compareTo)
        .map(oldest -> Duration.between(oldest, scheduler.instant()))
        .orElse(Duration.ZERO);
  }

  /// A shard that was given more than it takes in a second would not have taken it.
  private void weigh(ShardedStream stream) {
    Instant since = scheduler.instant().minus(SECOND);
    var records = new HashMap<String, Integer>();
    var bytes = new HashMap<String, Integer>();
    for (StreamRecord record : stream.all()) {
      if (record.arrivedAt().isAfter(since)) {
        records.merge(record.shard(), 1, Integer::sum);
        bytes.merge(record.shard(), record.data().remaining(), Integer::sum);
      }
    }
    records.forEach((shard, n) -> {
      if (n > SHARD_RECORDS || bytes.getOrDefault(shard, 0) > SHARD_BYTES) {
        broken.add("%s of %s cannot take what it was given".formatted(shard, stream.name()));
      }
    });
  }

  private long sent() {
    return fleet.sent().records() * SoakFleet.METRICS;
  }

  private int left() {
    return ingesting.backlog() + detecting.backlog() + alerting.backlog();
  }

  private void check(Soaked.Heap heap) {
    grown("ingest", ingestLag);
    grown("detect", detectLag);
    hold(
        heap.end() - heap.middle() <= MOST_GROWTH * heap.middle() + CHANCE_BYTES,
        "the heap grew by %.0f %% in the second half".formatted(heap.growth() * 100));
    hold(
        wiring.archived().isThatOf(fleet.sent()),
        "records in the archive: %s, and not %s".formatted(wiring.archived(), fleet.sent()));
    equal("readings learned", functions.totals.of("detect", "learned"), sent());
    for (String other : NOT_LEARNED) {
      equal("readings counted as " + other, functions.totals.of("detect", other), 0);
    }
    equal("silences told", silences.told(), 0);
    equal("what the accounts are off by", functions.totals.imbalance(), 0);
    equal("records, blocks and messages left", left(), 0);
    equal("dead letters", alerting.deadLetters(), 0);
  }

  private void grown(String stage, Soaked.Lag lag) {
    hold(
        lag.second().compareTo(lag.first().plus(MOST_LAG_GROWTH)) <= 0,
        String.format(
            Locale.ROOT,
            "%s was up to %.1f s behind in the first half, and %.1f s in the second",
            stage,
            lag.first().toMillis() / 1e3,
            lag.second().toMillis() / 1e3));
  }

  private void equal(String what, long found, long wanted) {
    hold(found == wanted, String.format(Locale.ROOT, "%s: %,d, and not %,d", what, found, wanted));
  }

  private void hold(boolean holds, String otherwise) {
    if (!holds) {
      broken.add(otherwise);
    }
  }
}
