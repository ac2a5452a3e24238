package io.offbeat.ingest.format;

/// zstd (RFC 8878): recognised, so that it is refused by name.
record Zstd() implements Container {
  @Override
  public boolean recognises(byte[] bytes) {
    return bytes.length >= 4
        && bytes[0] == 0x28
        && bytes[1] == (byte) 0xb5
        && bytes[2] == 0x2f
        && bytes[3] == (byte) 0xfd;
  }

  @Override
  public Opened open(byte[] bytes) throws Unopened {
    throw new Unopened(Violation.ZSTD);
  }
}
