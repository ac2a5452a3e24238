package io.offbeat.alert;

import io.offbeat.alert.Alert.Change;
import io.offbeat.model.Severity;
import java.time.Instant;
import java.util.List;

/// What an alert is written for.
///
/// @param change what it tells
/// @param severity how bad the incident is
/// @param now when it is told
/// @param open groups that have an open incident now
record Occasion(Change change, Severity severity, Instant now, List<Group> open) {
  Occasion {
    open = List.copyOf(open);
  }
}
