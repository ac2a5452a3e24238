package io.offbeat.checks.crash;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A way to AWS on which things go wrong: calls are slow, their connections are reset before or
/// after they went through, or taken and never answered; for a while they are refused. A call that
/// nobody waits for any longer may still arrive, when a process is gone that has done more since.
/// One call a connection.
final class FaultyProxy implements AutoCloseable {
  private static final int MOST_MILLIS = 15;
  private static final int IN_THOUSAND = 15;

  /// An unanswered call costs its caller three seconds: rare, and sure.
  private static final int UNANSWERED_EACH = 250;

  /// How long connections are refused: longer than a client tries by itself.
  private static final int OUTAGE_MILLIS = 2_000;

  private final InetSocketAddress upstream;
  private final InetSocketAddress address;
  private final SplittableRandom random;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<Fault, Integer> happened = new EnumMap<>(Fault.class);
  private final List<byte[]> late = new ArrayList<>();
  private ServerSocket server;
  private @Nullable Trap trap;
  private boolean calm;
  private int calls;
  private int outageAt = -1;

  /// What becomes of a call.
  enum Fault {
    /// It goes through.
    NONE,
    /// It does not arrive.
    RESET,
    /// It arrives, and its answer does not.
    LOST,
    /// It is taken and never answered, and arrives when its process is gone.
    UNANSWERED,
    /// It finds nobody, as all do for a while.
    REFUSED,
    /// It finds nobody, as all do for a while, for it is the first that a trap is set for.
    TRAPPED
  }

  /// @param upstream where AWS is
  /// @param seed of what goes wrong
  FaultyProxy(URI upstream, long seed) {
    this.upstream = new InetSocketAddress(upstream.getHost(), upstream.getPort());
    this.random = new SplittableRandom(seed);
    this.server = listen(0);
    this.address = (InetSocketAddress) server.getLocalSocketAddress();
    threads.execute(() -> accept(server));
  }

  /// Its own address.
  URI endpoint() {
    return URI.create("http://%s:%d".formatted(address.getHostString(), address.getPort()));
  }

  /// Refuses connections for a while, after so many more calls.
  synchronized void refuseAfter(int more) {
    outageAt = calls + more;
  }

  /// Sets a trap in place of the one before.
  synchronized void set(Trap next) {
    trap = next;
  }

  /// Lets what is late arrive, and all that comes from now on go through at once.
  synchronized void calm() {
    calm = true;
    trap = null;
    deliverLate();
  }

  /// How often each fault has happened.
  synchronized Map<Fault, Integer> happened() {
    return Map.copyOf(happened);
  }

  @Override
  public synchronized void close() {
    close(server);
    threads.shutdownNow();
  }

  private synchronized void stop() {
    if (server.isClosed()) {
      return;
    }
    close(server);
    CompletableFuture.delayedExecutor(OUTAGE_MILLIS, TimeUnit.MILLISECONDS, threads)
        .execute(this::start);
  }

  private synchronized void start() {
    server = listen(address.getPort());
    ServerSocket again = server;
    threads.execute(() -> accept(again));
  }

  private static ServerSocket listen(int port) {
    try {
      return new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException("no port to listen at", e);
    }
  }

  private static void close(ServerSocket server) {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException("the port stays open", e);
    }
  }

  private void accept(ServerSocket from) {
    try {
      while (true) {
        Socket client = from.accept();
        CompletableFuture.delayedExecutor(latency(), TimeUnit.MILLISECONDS, threads)
            .execute(() -> serve(client));
      }
    } catch (IOException _) {
      // It was stopped.
    }
  }

  private synchronized int latency() {
    return calm ? 0 : random.nextInt(MOST_MILLIS);
  }

  private void serve(Socket client) {
    try (client) {
      byte[] request = HttpRequest.read(client);
      String call = new String(request, ISO_8859_1);
      Trap sprung = spring(call);
      if (sprung == null) {
        serve(client, request, next(call));
      } else {
        if (sprung.arrival() == Trap.Arrival.AT_ONCE) {
          forward(request);
        }
        sprung.kill();
        deliverLate();
        if (sprung.arrival() == Trap.Arrival.LATE) {
          delay(request);
        }
      }
    } catch (IOException _) {
      // Whoever called is gone, or the emulator closed on it: one more fault.
    }
  }

  private void serve(Socket client, byte[] request, Fault fault) throws IOException {
    switch (fault) {
      case NONE -> client.getOutputStream().write(forward(request));
      case RESET -> client.setSoLinger(true, 0);
      case LOST -> {
        forward(request);
        client.setSoLinger(true, 0);
      }
      case UNANSWERED -> {
        delay(request);
        client.getInputStream().readAllBytes();
      }
      case REFUSED, TRAPPED -> stop();
    }
  }

  private synchronized @Nullable Trap spring(String call) {
    Trap sprung = trap != null && trap.takes(call) ? trap : null;
    if (sprung != null) {
      trap = null;
    }
    return sprung;
  }

  private synchronized Fault next(String call) {
    calls++;
    Fault fault = trap != null && trap.refuses(call) ? Fault.TRAPPED : fault();
    happened.merge(fault, 1, Integer::sum);
    return fault;
  }

  private Fault fault() {
    if (calm) {
      return Fault.NONE;
    }
    if (outageAt >= 0 && calls >= outageAt) {
      outageAt = -1;
      return Fault.REFUSED;
    }
    if (calls % UNANSWERED_EACH == 0) {
      return Fault.UNANSWERED;
    }
    int chance = random.nextInt(1000);
    return chance < IN_THOUSAND ? Fault.RESET : chance < 2 * IN_THOUSAND ? Fault.LOST : Fault.NONE;
  }

  private synchronized void delay(byte[] request) {
    late.add(request);
  }

  private synchronized void deliverLate() {
    try {
      for (byte[] request : late) {
        forward(request);
      }
      late.clear();
    } catch (IOException e) {
      throw new UncheckedIOException("the emulator is gone", e);
    }
  }

  /// The whole answer to a request.
  private byte[] forward(byte[] request) throws IOException {
    try (var socket = new Socket(upstream.getAddress(), upstream.getPort())) {
      socket.getOutputStream().write(request);
      return socket.getInputStream().readAllBytes();
    }
  }
}
