package io.offbeat.benchmarks.detector;

import io.offbeat.model.Block;
import io.offbeat.model.wire.BlockCodec;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// Readings a second into a block and out of it: 10,000 readings of 100 devices.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@OperationsPerInvocation(BlockBenchmark.READINGS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 2)
@Fork(1)
public class BlockBenchmark {
  static final int READINGS = 10_000;
  private static final int DEVICES = 100;

  private final Block block =
      new FleetBlocks(DEVICES, 1, Duration.ofSeconds(10)).rounds(READINGS / DEVICES);
  private final ByteBuffer bytes = ByteBuffer.wrap(BlockCodec.encode(block));

  /// A block into its bytes.
  @Benchmark
  public byte[] encode() {
    return BlockCodec.encode(block);
  }

  /// A block out of its bytes.
  @Benchmark
  public Block decode() {
    return BlockCodec.decode(bytes);
  }
}
