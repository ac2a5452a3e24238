package io.offbeat.checks.emulator;

import io.offbeat.checks.Repository;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// `moto_server` from the PATH, with what `scripts/moto` adds to it: a process that ends with this
/// JVM (https://docs.getmoto.org).
final class MotoServer {
  private static final Duration START = Duration.ofSeconds(60);
  private static final Duration POLL = Duration.ofMillis(50);

  private MotoServer() {}

  /// Its address once it answers; empty when it is not installed, or ends at once as the shim of an
  /// absent program does.
  static Optional<URI> start() {
    InetAddress host = InetAddress.getLoopbackAddress();
    int port = freePort(host);
    var log = new File("target/moto_server-%d.log".formatted(port));
    Process process;
    try {
      process =
          new ProcessBuilder(
                  Repository.path("scripts/moto").toString(),
                  "-H",
                  host.getHostAddress(),
                  "-p",
                  "" + port)
              .redirectErrorStream(true)
              .redirectOutput(log)
              .start();
    } catch (IOException e) {
      return Optional.empty(); // no such shell
    }
    Runtime.getRuntime().addShutdownHook(new Thread(() -> end(process)));
    return answers(process, new InetSocketAddress(host, port), log)
        ? Optional.of(URI.create("http://%s:%d".formatted(host.getHostAddress(), port)))
        : Optional.empty();
  }

  private static boolean answers(Process process, InetSocketAddress address, File log) {
    try {
      for (long waited = 0; waited < START.toMillis(); waited += POLL.toMillis()) {
        if (process.waitFor(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
          return false;
        }
        if (accepts(address)) {
          return true;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new IllegalStateException(
        "moto_server does not answer at %s: see %s".formatted(address, log.getAbsolutePath()));
  }

  private static boolean accepts(InetSocketAddress address) {
    try (var socket = new Socket()) {
      socket.connect(address, (int) POLL.toMillis());
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static int freePort(InetAddress host) {
    try (var socket = new ServerSocket(0, 1, host)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException("no free port", e);
    }
  }

  private static void end(Process process) {
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
  }
}
