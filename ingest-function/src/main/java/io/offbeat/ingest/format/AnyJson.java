package io.offbeat.ingest.format;

import java.util.List;

/// JSON in which nobody said where the readings stand: a [Guess], inside the [Envelope] when it is
/// in one that is known.
record AnyJson() implements Format {
  @Override
  public String label() {
    return "json";
  }

  @Override
  public boolean recognises(Payload payload) {
    return payload.isJson();
  }

  @Override
  public List<Decoded> decode(Payload payload) {
    return JsonTrees.readAll(
        payload.bytes(),
        (tree, place, line, findings) -> {
          Envelope envelope = Envelope.of(tree);
          if (envelope.removal()) {
            findings.skip(Skip.REMOVAL, place);
          } else {
            new Guess(envelope, payload).add(place, line, findings);
          }
        });
  }
}
