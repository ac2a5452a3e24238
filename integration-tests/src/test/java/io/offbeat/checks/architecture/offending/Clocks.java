package io.offbeat.checks.architecture.offending;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// Reads the world where it may not, and in two ways that are fine.
public final class Clocks {
  Instant instant() {
    return Instant.now();
  }

  LocalDate date() {
    return LocalDate.now(ZoneOffset.UTC);
  }

  Clock clock() {
    return Clock.systemUTC();
  }

  long millis() {
    return System.currentTimeMillis();
  }

  long nanos() {
    return System.nanoTime();
  }

  Object environment() {
    return System.getenv("HOME");
  }

  double random() {
    return Math.random();
  }

  RandomGenerator unseeded() {
    return new Random();
  }

  RandomGenerator secure() {
    return new SecureRandom();
  }

  RandomGenerator byDefault() {
    return RandomGenerator.getDefault();
  }

  RandomGenerator ofThread() {
    return ThreadLocalRandom.current();
  }

  Supplier<UUID> reference() {
    return UUID::randomUUID;
  }

  Supplier<Instant> lambda() {
    return () -> Instant.now();
  }

  Instant givenAClock(Clock clock) {
    return Instant.now(clock);
  }

  RandomGenerator seeded() {
    return new Random(7);
  }
}
