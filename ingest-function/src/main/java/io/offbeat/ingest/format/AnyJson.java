package io.offbeat.ingest.format;

import io.offbeat.model.rules.Extraction;
import java.util.List;
import java.util.Optional;

/// JSON in which nobody but the rules says where the readings stand. Where these don't either, a
/// [Guess], inside the [Envelope] when it is in one that is known.
///
/// @param extractions what the rules say of where readings stand
record AnyJson(List<Extraction> extractions) implements Format {
  @Override
  public String label() {
    return "json";
  }

  @Override
  public boolean recognises(Payload payload) {
    return !payload.keys().isEmpty();
  }

  @Override
  public List<Decoded> decode(Payload payload) {
    return JsonTrees.readAll(
        payload,
        (tree, place, line, findings) -> {
          Optional<Extractor> told = Extractor.of(extractions, tree);
          if (told.isPresent()) {
            told.get().add(place, line, payload.arrivedAt(), findings);
            return;
          }
          Envelope envelope = Envelope.of(tree);
          if (envelope.removal()) {
            findings.skip(Skip.REMOVAL, place);
          } else {
            new Guess(envelope, payload).add(place, line, findings);
          }
        });
  }
}
