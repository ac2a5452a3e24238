package io.offbeat.ingest.format;

import io.offbeat.model.SeriesKey;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonParser;

/// Notes the rules that the object being read breaks, and where each stands. Costs nothing while
/// none is broken.
final class Places {
  /// Longest name shown in a place, in characters.
  private static final int MAX_SHOWN = 64;

  private final JsonParser json;
  private final int firstLine;
  private final List<Breach> breaches = new ArrayList<>();
  private int element = -1;

  Places(JsonParser json, int firstLine) {
    this.json = json;
    this.firstLine = firstLine;
  }

  /// A value of its own begins.
  void startValue() {
    startElement(-1);
  }

  /// An element of an array begins.
  void startElement(int index) {
    breaches.clear();
    element = index;
  }

  /// Where the value stands: empty, or a slash and its index in an array.
  String element() {
    return element < 0 ? "" : "/" + element;
  }

  /// The line of the record at which the parser is.
  int line() {
    return firstLine - 1 + json.currentLocation().getLineNr();
  }

  /// The value as a whole breaks a rule.
  Breach broken(Violation violation) {
    return broken(violation, "");
  }

  /// A part of the value breaks a rule, at the parser's present line.
  Breach broken(Violation violation, String place) {
    var breach = new Breach(violation, element() + place, line());
    breaches.add(breach);
    return breach;
  }

  /// All that the value broke so far.
  List<Breach> breaches() {
    return List.copyOf(breaches);
  }

  /// A name as a part of a place: escaped as RFC 6901 says, and cut when long.
  static String part(String name) {
    return "/" + escaped(cut(name, MAX_SHOWN));
  }

  /// A path of names joined by dots as a place, cut when long.
  static String path(String dotted) {
    return "/" + escaped(cut(dotted, SeriesKey.MAX_NAME_BYTES)).replace('.', '/');
  }

  private static String cut(String name, int most) {
    return name.length() > most ? name.substring(0, most) + "…" : name;
  }

  private static String escaped(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }
}
