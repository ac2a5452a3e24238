package io.offbeat.ingest.format;

import io.offbeat.ingest.format.Findings.Draft;
import io.offbeat.model.SeriesKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/// Reads JSON by what its fields are called: a field with a device's name is the device, one with a
/// time's name the event time, the outermost first; and every number left is a reading, its metric
/// the path to it, joined by dots. A path that is longer than any name may be grows no further.
final class Guess {
  private final Envelope envelope;
  private final Payload payload;

  /// Paths of fields that are no metrics.
  private final Set<String> taken = new HashSet<>();

  /// All objects, those that stand further out first.
  private final List<Field> objects;

  private boolean unreadable;
  private int numbers;

  /// A field with the path to it.
  private record Field(String path, JsonNode node) {}

  Guess(Envelope envelope, Payload payload) {
    this.envelope = envelope;
    this.payload = payload;
    taken.addAll(envelope.keys());
    objects = outermostFirst(envelope.body());
  }

  /// Adds what stands there.
  void add(String place, int line, Findings findings) {
    Optional<Instant> told = time().or(envelope::at);
    if (told.isEmpty() && unreadable) {
      findings.poison(Violation.AT_UNREADABLE, place, line);
      return;
    }
    String device = device();
    walk(
        new Field("", envelope.body()),
        leaf -> {
          Quantity value = JsonTrees.quantity(leaf.node());
          String metric = envelope.prefix() + leaf.path() + envelope.suffix();
          Instant at = told.orElse(payload.arrivedAt());
          findings.add(
              new Draft(device, metric, at, value, ""), place + Places.path(leaf.path()), line);
        });
    if (numbers == 0) {
      findings.poison(Violation.VALUE_MISSING, place, line);
    }
  }

  private void walk(Field field, Consumer<Field> leaves) {
    if (field.node().isNumber() && !taken.contains(field.path())) {
      numbers++;
      leaves.accept(field);
    }
    if (!taken.contains(field.path())) {
      children(field).forEach(child -> walk(child, leaves));
    }
  }

  private static List<Field> children(Field field) {
    List<Field> children = new ArrayList<>();
    field.node().properties().forEach(p -> children.add(child(field, p.getKey(), p.getValue())));
    for (int i = 0; field.node().isArray() && i < field.node().size(); i++) {
      children.add(child(field, String.valueOf(i), field.node().path(i)));
    }
    return children;
  }

  private static Field child(Field parent, String name, JsonNode node) {
    String path = parent.path();
    if (path.length() > SeriesKey.MAX_NAME_BYTES) {
      return new Field(path, node);
    }
    return new Field(path.isEmpty() ? name : path + "." + name, node);
  }

  private String device() {
    for (Field owner : objects) {
      for (String name : DeviceNames.devices(owner.node().propertyNames())) {
        Field field = child(owner, name, owner.node().path(name));
        Optional<String> device = name(field.node());
        if (device.isPresent()) {
          taken.add(field.path());
          return device.get();
        }
      }
    }
    return envelope.device().isEmpty() ? payload.device() : envelope.device();
  }

  /// A name: a text, a whole number, or the `name` of an object such as Logstash's `host`.
  private static Optional<String> name(JsonNode node) {
    String text =
        node.isString() || node.isIntegralNumber()
            ? node.asString("")
            : JsonTrees.text(node, "name");
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }

  private Optional<Instant> time() {
    Optional<Instant> first = Optional.empty();
    for (Field owner : objects) {
      for (String name : DeviceNames.times(owner.node().propertyNames())) {
        Field field = child(owner, name, owner.node().path(name));
        Optional<Instant> at = JsonTrees.instant(field.node());
        if (at.isPresent()) {
          taken.add(field.path());
        }
        unreadable |= at.isEmpty() && (field.node().isString() || field.node().isNumber());
        first = first.or(() -> at);
      }
    }
    return first;
  }

  private static List<Field> outermostFirst(JsonNode body) {
    List<Field> all = new ArrayList<>();
    all.add(new Field("", body));
    for (int i = 0; i < all.size(); i++) {
      Allowance.require(all.size());
      children(all.get(i)).stream().filter(c -> c.node().isContainer()).forEach(all::add);
    }
    return all.stream().filter(field -> field.node().isObject()).toList();
  }
}
