package io.offbeat.local.cli;

import io.offbeat.detector.Admission;
import io.offbeat.detector.ArchivingEpisodePublisher;
import io.offbeat.detector.DetectBatch;
import io.offbeat.detector.DeviceStore;
import io.offbeat.detector.EpisodePublisher;
import io.offbeat.detector.InMemoryDeviceStore;
import io.offbeat.detector.S3EpisodeArchive;
import io.offbeat.detector.SnsEpisodePublisher;
import io.offbeat.detector.WarmDevices;
import io.offbeat.ingest.IngestBatch;
import io.offbeat.ingest.KinesisBlockForwarder;
import io.offbeat.ingest.S3Archive;
import io.offbeat.lambda.RulesSource;
import io.offbeat.lambda.Settings;
import io.offbeat.local.FileArchive;
import io.offbeat.local.replay.Redrive;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `offbeat redrive`: what Lambda gave up, once more.
@Command(
    name = "redrive",
    description = {
      "Sends the batches under aws/lambda/ through the functions again, after what broke them is mended.",
      "Each record keeps its position: what was archived is archived once, and what was applied has"
          + " no effect again. The objects stay; to redrive them twice does no harm.",
      "Without --bucket it archives what is under aws/lambda/ of --data, where `offbeat rebuild` and"
          + " `offbeat state show` then find it."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class RedriveCommand implements Callable<Integer> {
  private static final int BUCKETS = 64;

  private final Clock clock;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--blocks",
      paramLabel = "NAME",
      defaultValue = "${env:OFFBEAT_BLOCKS_STREAM:-blocks}",
      description = "The stream of blocks (default: $OFFBEAT_BLOCKS_STREAM, else blocks).")
  private String blocks = "blocks";

  @Option(
      names = "--episodes",
      paramLabel = "ARN",
      defaultValue = "${env:OFFBEAT_EPISODES_TOPIC:-}",
      description = "The topic of episodes (default: $OFFBEAT_EPISODES_TOPIC).")
  private String episodes = "";

  @Option(
      names = "--buckets",
      paramLabel = "N",
      defaultValue = "${env:OFFBEAT_BUCKETS:-64}",
      description = "How many buckets devices travel in (default: $OFFBEAT_BUCKETS, else 64).")
  private int buckets = BUCKETS;

  @Mixin private Place place = new Place();
  @Mixin private RulesOption rules = new RulesOption();

  RedriveCommand(Clock clock) {
    this.clock = clock;
  }

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    RulesSource source = rules.source(spec.commandLine());
    Redrive redrive = place.hasBucket() ? onAws(source) : here(source);
    redrive.run(out::println);
    out.printf("%,d batches done, %,d not%n", redrive.done(), redrive.failed());
    return redrive.failed() == 0 ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private Redrive onAws(RulesSource source) {
    Optional<? extends DeviceStore> store = place.devices(clock);
    if (store.isEmpty() || episodes.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "redrive needs a --table and --episodes beside --bucket");
    }
    Settings settings =
        place.settings(Map.of("OFFBEAT_BLOCKS_STREAM", blocks, "OFFBEAT_EPISODES_TOPIC", episodes));
    EpisodePublisher publisher =
        new ArchivingEpisodePublisher(
            S3EpisodeArchive.of(settings), SnsEpisodePublisher.of(settings));
    return new Redrive(
        place.objects(),
        new IngestBatch(
            S3Archive.of(settings), KinesisBlockForwarder.of(settings), buckets, source),
        new DetectBatch(
            store.get(),
            publisher,
            new WarmDevices(0),
            source,
            new Admission(Admission.AN_HOUR, buckets)),
        blocks);
  }

  /// On this machine only the archive lasts.
  private Redrive here(RulesSource source) {
    var devices = new InMemoryDeviceStore();
    return new Redrive(
        place.objects(),
        new IngestBatch(new FileArchive(place.data()), _ -> List.of(), buckets, source),
        new DetectBatch(devices, _ -> List.of(), new WarmDevices(0), source, Admission.FREE),
        blocks);
  }
}
