package io.offbeat.ingest.format;

import io.offbeat.ingest.format.Findings.Draft;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Makes readings of OpenTelemetry's points, the same for JSON and protocol buffers.
///
/// The device is the resource: its device, else `service.name@host.name`, or the one of the two
/// that is told. A point's attributes are part of the metric. A running total's name ends in
/// `.total`, as it falls to zero when its process restarts: a rule `counter` judges its rate. Of a
/// distribution count and sum are read.
final class OtlpPoints {
  /// Bit of a point's flags: nothing was measured.
  private static final long NO_RECORDED_VALUE = 1;

  private static final String TOTAL = ".total";

  private final Findings findings;
  private final Instant arrivedAt;
  private Optional<String> resource = Optional.empty();
  private String name = "";
  private String unit = "";
  private String suffix = "";

  /// What all kinds of points have.
  static final class Point {
    final Map<String, String> attributes = new LinkedHashMap<>();
    long nanos;
    long flags;
  }

  OtlpPoints(Findings findings, Instant arrivedAt) {
    this.findings = findings;
    this.arrivedAt = arrivedAt;
  }

  /// The points that follow are of this resource.
  void resource(Map<String, String> attributes) {
    String service = attributes.getOrDefault("service.name", "");
    String host = attributes.getOrDefault("host.name", "");
    if (attributes.containsKey("device.id") || (service + host).isEmpty()) {
      resource = DeviceNames.device(attributes.keySet()).map(attributes::get);
    } else {
      boolean both = !service.isEmpty() && !host.isEmpty();
      resource = Optional.of(both ? service + "@" + host : service + host);
    }
  }

  /// The points that follow are of this metric.
  ///
  /// @param running whether each is the total since its process began
  void metric(String metricName, String metricUnit, boolean running) {
    name = metricName;
    unit = metricUnit;
    suffix = running && !metricName.endsWith("total") ? TOTAL : "";
  }

  /// A number.
  void number(Point point, Quantity value) {
    if (isRecorded(point)) {
      add(point, name + suffix, value, unit);
    }
  }

  /// A distribution.
  ///
  /// @param sum null when it has none
  void distribution(Point point, Quantity count, @Nullable Quantity sum) {
    if (!isRecorded(point)) {
      return;
    }
    add(point, name + ".count" + suffix, count, "");
    if (sum != null) {
      add(point, name + ".sum" + suffix, sum, unit);
    }
    findings.skip(Skip.DISTRIBUTION, Places.part(name));
  }

  /// A metric without points, or with points of a kind that is not known.
  void none(String metric) {
    findings.skip(Skip.EMPTY, Places.part(metric));
  }

  /// A point whose time cannot be read.
  void timeless() {
    findings.poison(Violation.AT_UNREADABLE, Places.part(name), 1);
  }

  /// What stands where a metric should.
  void broken(Violation violation, String place) {
    findings.poison(violation, place, 1);
  }

  private boolean isRecorded(Point point) {
    boolean recorded = (point.flags & NO_RECORDED_VALUE) == 0;
    if (!recorded) {
      findings.skip(Skip.NO_RECORDED_VALUE, Places.part(name));
    }
    return recorded;
  }

  private void add(Point point, String metric, Quantity value, String unitOfValue) {
    Instant at = point.nanos == 0 ? arrivedAt : instant(point.nanos);
    Map<String, String> others = new HashMap<>(point.attributes);
    String device =
        resource
            .or(() -> DeviceNames.device(point.attributes.keySet()).map(others::remove))
            .orElse("");
    String full = metric + TaggedSeries.suffix(others);
    findings.add(new Draft(device, full, at, value, unitOfValue), Places.part(name), 1);
  }

  /// Nanoseconds are unsigned; those that are not as signed ones are beyond the year 2262.
  private static Instant instant(long nanos) {
    return nanos < 0 ? Instant.MAX : EventTime.nanos(nanos);
  }
}
