package io.offbeat.local.storm;

/// An instance of a function is gone, and its memory with it. No code of the functions catches it.
final class Crash extends Error {
  private static final long serialVersionUID = 1L;

  Crash() {
    super("the instance is gone", null, false, false);
  }
}
