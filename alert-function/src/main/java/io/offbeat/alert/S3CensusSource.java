package io.offbeat.alert;

import io.offbeat.lambda.AwsClients;
import io.offbeat.lambda.Settings;
import io.offbeat.lambda.TransientFailure;
import io.offbeat.model.Census;
import io.offbeat.model.wire.CensusCodec;
import io.offbeat.model.wire.WireFormatException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/// The census that the sweep keeps in a bucket, looked at once in five minutes. While it cannot be
/// read, the last one holds.
public final class S3CensusSource implements CensusSource {
  private static final Duration BETWEEN_LOOKS = Duration.ofMinutes(5);

  private final S3Client s3;
  private final String bucket;
  private final InstantSource clock;
  private Optional<Census> newest = Optional.empty();
  private Instant nextLook = Instant.MIN;

  /// @param s3 the client
  /// @param bucket name of the bucket
  /// @param clock tells when to look again
  public S3CensusSource(S3Client s3, String bucket, InstantSource clock) {
    this.s3 = s3;
    this.bucket = bucket;
    this.clock = clock;
  }

  /// The source that the function's settings name.
  static CensusSource of(Settings settings, InstantSource clock) {
    return new S3CensusSource(
        AwsClients.s3(settings.awsEndpoint()), settings.text("OFFBEAT_BUCKET"), clock);
  }

  @Override
  public synchronized Optional<Census> newest() {
    if (!clock.instant().isBefore(nextLook)) {
      nextLook = clock.instant().plus(BETWEEN_LOOKS);
      newest = look().or(() -> newest);
    }
    return newest;
  }

  private Optional<Census> look() {
    try {
      return AwsClients.call("get s3://%s/%s".formatted(bucket, Census.KEY), this::read);
    } catch (TransientFailure | WireFormatException _) {
      return Optional.empty();
    }
  }

  private Optional<Census> read() {
    try {
      return Optional.of(
          CensusCodec.decode(
              s3.getObjectAsBytes(get -> get.bucket(bucket).key(Census.KEY)).asByteArray()));
    } catch (NoSuchKeyException _) {
      return Optional.empty();
    }
  }
}
