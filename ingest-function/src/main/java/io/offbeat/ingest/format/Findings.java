package io.offbeat.ingest.format;

import io.offbeat.model.Reading;
import io.offbeat.model.SeriesKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Collects what a format finds in a payload, and holds each name and value to the rules.
final class Findings {
  private final Allowance allowance;
  private final List<Decoded> found;

  /// @param allowance what names and places may cost
  Findings(Allowance allowance) {
    this(allowance, new ArrayList<>());
  }

  /// @param allowance what names and places may cost
  /// @param found takes what is found
  Findings(Allowance allowance, List<Decoded> found) {
    this.allowance = allowance;
    this.found = found;
  }

  /// What should be a reading.
  ///
  /// @param device name of the device; empty when there is none
  /// @param metric name of the metric
  /// @param at event time
  /// @param value its value
  /// @param unit its unit; empty when none is told
  record Draft(String device, String metric, Instant at, Quantity value, String unit) {}

  /// What names and places may cost.
  Allowance allowance() {
    return allowance;
  }

  /// All that was found, in its order.
  List<Decoded> all() {
    return found;
  }

  /// A reading, or poison when it breaks a rule.
  ///
  /// @param place where it stands, as in a [Breach]
  void add(Draft draft, String place, int line) {
    allowance.text(draft.device.length() + draft.metric.length() + draft.unit.length());
    List<Breach> breaches = new ArrayList<>(0);
    if (draft.device.isEmpty()) {
      breaches.add(new Breach(Violation.DEVICE_MISSING, place, line));
    }
    if (draft.metric.isEmpty()) {
      breaches.add(new Breach(Violation.METRIC_MISSING, place, line));
    }
    for (String name : List.of(draft.device, draft.metric, draft.unit)) {
      Names.violations(name).forEach(v -> breaches.add(new Breach(v, place, line)));
    }
    switch (draft.value) {
      case Quantity.Broken(var violation) -> breaches.add(new Breach(violation, place, line));
      case Quantity.Finite number when breaches.isEmpty() -> {
        var series = new SeriesKey(draft.device, draft.metric);
        var reading = new Reading(series, draft.at, number.value(), draft.unit);
        add(new Decoded.Sound(reading, number.form(), number.rounded()));
        return;
      }
      case Quantity.Finite _ -> {}
    }
    allowance.text(place.length());
    add(new Decoded.Poison(breaches));
  }

  /// What can never be a reading.
  void poison(Violation violation, String place, int line) {
    allowance.text(place.length());
    add(new Decoded.Poison(List.of(new Breach(violation, place, line))));
  }

  /// What holds no reading, and breaks no rule.
  void skip(Skip why, String place) {
    allowance.text(place.length());
    add(new Decoded.Skipped(why, place));
  }

  /// What another format found.
  void add(Decoded decoded) {
    found.add(decoded);
    Allowance.require(found.size());
  }
}
