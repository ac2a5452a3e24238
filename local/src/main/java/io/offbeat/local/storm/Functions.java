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
import io.offbeat.detector.DeviceStore;
import io.offbeat.detector.EpisodePublisher;
import io.offbeat.detector.Sweep;
import io.offbeat.detector.SweepHandler;
import io.offbeat.detector.WarmDevices;
import io.offbeat.ingest.IngestBatch;
import io.offbeat.ingest.IngestHandler;
import io.offbeat.lambda.BatchLog;
import io.offbeat.lambda.RulesSource;
import io.offbeat.local.Totals;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// The five functions as they are deployed, wired to a simulated cloud.
final class Functions {
  /// Timeouts as the templates have them.
  private static final Duration STREAM_TIMEOUT = Duration.ofMinutes(5);

  private static final Duration TIMEOUT = Duration.ofMinutes(1);

  final Lambda<KinesisEvent, StreamsEventResponse> ingest;
  final Lambda<KinesisEvent, StreamsEventResponse> detect;
  final Lambda<ScheduledEvent, @Nullable Void> sweep;
  final Lambda<SQSEvent, SQSBatchResponse> alert;
  final Lambda<ScheduledEvent, @Nullable Void> timer;

  /// What they count.
  final Totals totals = new Totals();

  private final Wiring wiring;
  private final Cloud cloud;
  private final AlertCloud people;
  private final Silences silences;
  private final Scheduler scheduler;
  private final SplittableRandom random;

  /// @param wiring how they are wired
  /// @param cloud what they call
  /// @param people what those call that tell people
  /// @param silences hears of each sweep
  /// @param around where they run
  /// @param random spreads their waits
  Functions(
      Wiring wiring,
      Cloud cloud,
      AlertCloud people,
      Silences silences,
      Lambda.Surroundings around,
      SplittableRandom random) {
    this.wiring = wiring;
    this.cloud = cloud;
    this.people = people;
    this.silences = silences;
    this.scheduler = around.scheduler();
    this.random = random;
    this.ingest = new Lambda<>("ingest", STREAM_TIMEOUT, this::ingestCode, around);
    this.detect = new Lambda<>("detect", STREAM_TIMEOUT, this::detectCode, around);
    this.sweep = new Lambda<>("sweep", TIMEOUT, this::sweepCode, around);
    this.alert = new Lambda<>("alert", TIMEOUT, this::alertCode, around);
    this.timer = new Lambda<>("timer", TIMEOUT, this::timerCode, around);
  }

  /// Replaces all instances.
  void deploy() {
    List.of(ingest, detect, sweep, alert, timer).forEach(Lambda::deploy);
  }

  private RequestHandler<KinesisEvent, StreamsEventResponse> ingestCode() {
    var batch =
        new IngestBatch(
            wiring.archive(cloud.archive()), wiring.blocks(cloud.blocks()), StormRun.BUCKETS);
    var handler = new IngestHandler(batch, log("ingest"), clock(), random.split());
    return wiring.ingest(handler);
  }

  private RequestHandler<KinesisEvent, StreamsEventResponse> detectCode() {
    EpisodePublisher publisher = wiring.episodes(cloud.episodes());
    var batch =
        new DetectBatch(
            wiring.devices(devices(), publisher),
            publisher,
            new WarmDevices(WarmDevices.MAX_SERIES),
            RulesSource.NONE,
            Admission.FREE);
    var handler = new DetectHandler(batch, log("detect"), clock(), random.split());
    return wiring.detect(handler);
  }

  private DeviceStore devices() {
    return cloud.devices(cloud.releases.next(random, wiring::before));
  }

  private RequestHandler<ScheduledEvent, @Nullable Void> sweepCode() {
    Sweep.Outlets outlets =
        wiring.outlets(new Sweep.Outlets(cloud.episodes(), cloud.heartbeats(), cloud.board()));
    Sweep.Devices devices =
        wiring.swept(new Sweep.Devices(devices(), cloud.scan()), outlets.publisher());
    var sweep = new Sweep(devices, outlets, StormRun.BUCKETS, RulesSource.NONE);
    var lines = new Lines();
    var log = new BatchLog("storm", "sweep", lines::add);
    var handler = new SweepHandler(sweep, log, clock(), random.split());
    return (event, context) -> {
      Silences.Round round = silences.begin();
      handler.handleRequest(event, context);
      if (lines.isFree()) {
        silences.end(round);
      }
      return null;
    };
  }

  /// A sweep's log, which tells whether something stood in its way.
  private final class Lines {
    private String last = "";

    void add(String line) {
      last = line;
      totals.add(line);
    }

    boolean isFree() {
      return !last.contains("\"cause\"");
    }
  }

  private RequestHandler<SQSEvent, SQSBatchResponse> alertCode() {
    IncidentStore incidents = wiring.incidents(people.incidents());
    var ports = new AlertBatch.Ports(incidents, brake(), cloud.archive()::keep);
    var batch = new AlertBatch(ports, course(incidents), fleets(), scheduler::instant);
    return wiring.alert(new AlertHandler(batch, log("alert"), clock(), random.split()));
  }

  private RequestHandler<ScheduledEvent, @Nullable Void> timerCode() {
    IncidentStore incidents = wiring.incidents(people.incidents());
    var batch = new TimerBatch(incidents, brake(), course(incidents), fleets(), scheduler::instant);
    return new TimerHandler(batch, log("timer"), clock(), random.split());
  }

  private Brake brake() {
    return new Brake(
        people.storms(), wiring.alerts(people.alerts()), Brake.MOST, scheduler::instant);
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
