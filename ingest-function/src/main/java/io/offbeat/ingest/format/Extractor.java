package io.offbeat.ingest.format;

import io.offbeat.ingest.format.Findings.Draft;
import io.offbeat.model.rules.Extraction;
import java.time.Instant;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// Reads a document as the rules' `extract` says.
///
/// @param extraction where device, time, unit and values stand
/// @param document the whole document
/// @param entered what the texts on the way were found to be, so that each is read once
record Extractor(
    Extraction extraction, JsonNode document, IdentityHashMap<JsonNode, JsonNode> entered) {
  /// The first extraction that a document suits.
  static Optional<Extractor> of(List<Extraction> extractions, JsonNode document) {
    IdentityHashMap<JsonNode, JsonNode> entered = new IdentityHashMap<>();
    return extractions.stream()
        .map(extraction -> new Extractor(extraction, document, entered))
        .filter(Extractor::suits)
        .findFirst();
  }

  private boolean suits() {
    return extraction.when().entrySet().stream()
        .allMatch(condition -> {
          JsonNode node = at(document, condition.getKey());
          return !node.isMissingNode()
              && (condition.getValue().equals("*")
                  || condition.getValue().equals(node.asString("")));
        });
  }

  /// Adds what stands there.
  void add(String place, int line, Instant arrivedAt, Findings findings) {
    if (extraction.each().isEmpty()) {
      addItem(document, place, line, arrivedAt, findings);
      return;
    }
    JsonNode items = at(document, extraction.each());
    if (!items.isArray() || items.isEmpty()) {
      findings.poison(Violation.VALUE_MISSING, place + extraction.each(), line);
    }
    for (int i = 0; i < items.size(); i++) {
      addItem(items.path(i), place + extraction.each() + "/" + i, line, arrivedAt, findings);
    }
  }

  private void addItem(
      JsonNode item, String place, int line, Instant arrivedAt, Findings findings) {
    Optional<Instant> at = instant(item, arrivedAt);
    if (at.isEmpty()) {
      findings.poison(Violation.AT_UNREADABLE, place + extraction.at(), line);
      return;
    }
    String device = text(item, extraction.device());
    String unit = text(item, extraction.unit());
    boolean none = true;
    for (Map.Entry<String, String> value : extraction.values().entrySet()) {
      findings.allowance().text(value.getValue().length());
      JsonNode node = find(item, value.getValue());
      if (!node.isMissingNode()) {
        none = false;
        Quantity quantity = JsonTrees.quantity(node);
        var draft = new Draft(device, value.getKey(), at.get(), quantity, unit);
        findings.add(draft, place + value.getValue(), line);
      }
    }
    if (none) {
      findings.poison(Violation.VALUE_MISSING, place, line);
    }
  }

  private Optional<Instant> instant(JsonNode item, Instant arrivedAt) {
    JsonNode node =
        extraction.at().isEmpty()
            ? JsonNodeFactory.instance.missingNode()
            : find(item, extraction.at());
    return node.isMissingNode() || node.isNull() ? Optional.of(arrivedAt) : JsonTrees.instant(node);
  }

  /// What a source leads to, or itself when it is no pointer.
  private String text(JsonNode item, String source) {
    return source.startsWith("/") ? find(item, source).asString("") : source;
  }

  private JsonNode find(JsonNode item, String pointer) {
    JsonNode found = at(item, pointer);
    return found.isMissingNode() ? at(document, pointer) : found;
  }

  /// What a pointer leads to; a text on its way that is JSON itself is entered.
  private JsonNode at(JsonNode from, String pointer) {
    JsonNode node = from;
    for (String step : Extraction.steps(pointer)) {
      if (node.isString()) {
        node = entered.computeIfAbsent(node, Extractor::enter);
      }
      node =
          node.isArray() && step.matches("\\d{1,9}")
              ? node.path(Integer.parseInt(step))
              : node.path(step);
    }
    return node;
  }

  private static JsonNode enter(JsonNode text) {
    return JsonTrees.tree(text.stringValue("")).orElse(text);
  }
}
