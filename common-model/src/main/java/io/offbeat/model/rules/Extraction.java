package io.offbeat.model.rules;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// How readings stand in JSON that is not ours.
///
/// A source is a JSON Pointer (RFC 6901) when it begins with `/`, else the text itself. A pointer
/// is looked up in the item, then in the whole document; a text on its way that is JSON itself is
/// entered.
///
/// @param when what a document must hold to be read so: pointers, each with the text or number that
///   stands there, or `*` for anything; empty: any document
/// @param each pointer to the array of items, each with its own readings; empty: the document is
///   the only item
/// @param device source of the device's name
/// @param at pointer to the event time; empty: arrival time
/// @param unit source of the values' unit; empty: none told
/// @param values pointer to the value, by metric; one that leads nowhere is no reading
public record Extraction(
    Map<String, String> when,
    String each,
    String device,
    String at,
    String unit,
    Map<String, String> values) {
  public Extraction {
    when = Collections.unmodifiableMap(new LinkedHashMap<>(when));
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /// The steps of a JSON Pointer, unescaped.
  public static List<String> steps(String pointer) {
    return pointer.isEmpty()
        ? List.of()
        : List.of(pointer.substring(1).split("/", -1)).stream()
            .map(step -> step.replace("~1", "/").replace("~0", "~"))
            .toList();
  }
}
