package io.offbeat.lambda;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.s3.S3Client;

/// Builds the AWS clients the one way that fits inside an invocation: the SDK tries a call three
/// times at most, three seconds each and ten in all, and [Patience] does the longer waiting. The
/// adapters turn what the SDK throws into [TransientFailure] here.
public final class AwsClients {
  private static final Duration CALL = Duration.ofSeconds(3);
  private static final int ATTEMPTS = 3;

  /// Longest time from a call to its answer: less than the [Patience#RESERVE] in which one begins.
  static final Duration ALL_ATTEMPTS = Duration.ofSeconds(10);

  /// Error codes of requests that can never be right, however often they are sent.
  private static final Set<String> BUGS =
      Set.of(
          "ValidationException", "InvalidArgumentException", "InvalidParameter", "InvalidRequest");

  /// What error codes hold that only a person mends: a permission, a name, a key.
  private static final Pattern ENVIRONMENT =
      Pattern.compile(
          "AccessDenied|Unauthorized|AuthorizationError|NotFound|NoSuch|InvalidClientTokenId"
              + "|UnrecognizedClient|Disabled|(?i:KMS)\\W?.*(?:InvalidState|InvalidKeyUsage"
              + "|OptInRequired)|InaccessibleEncryption");

  private AwsClients() {}

  /// A client of one service.
  ///
  /// @param builder the service's builder
  /// @param endpoint an emulator's address, or empty for AWS itself
  public static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C build(
      B builder, Optional<URI> endpoint) {
    builder
        .httpClientBuilder(
            UrlConnectionHttpClient.builder().connectionTimeout(CALL).socketTimeout(CALL))
        .overrideConfiguration(c ->
            c.apiCallAttemptTimeout(CALL)
                .apiCallTimeout(ALL_ATTEMPTS)
                .retryStrategy(RetryMode.STANDARD)
                .retryStrategy(r -> r.maxAttempts(ATTEMPTS)));
    endpoint.ifPresent(builder::endpointOverride);
    return builder.build();
  }

  /// A client of S3. An emulator's buckets stand in the path: its host has no name for each.
  ///
  /// @param endpoint an emulator's address, or empty for AWS itself
  public static S3Client s3(Optional<URI> endpoint) {
    return build(S3Client.builder().forcePathStyle(endpoint.isPresent()), endpoint);
  }

  /// The call's result.
  ///
  /// @param what what the call does, on what: the failure's message begins with it
  /// @throws TransientFailure when AWS, or the way to it, is in trouble; a request that can never
  ///   be right is a bug, and its exception passes
  /// @throws EnvironmentFault when only a person can mend it
  public static <T> T call(String what, Supplier<T> call) {
    try {
      return call.get();
    } catch (AwsServiceException e) {
      if (isBug(e.awsErrorDetails())) {
        throw e;
      }
      String message = "%s: %s".formatted(what, e.getMessage());
      throw isOfEnvironment(e.awsErrorDetails())
          ? new EnvironmentFault(message, e)
          : new TransientFailure(message, e);
    } catch (SdkException e) {
      throw new TransientFailure("%s: %s".formatted(what, e.getMessage()), e);
    }
  }

  private static boolean isOfEnvironment(@Nullable AwsErrorDetails details) {
    return details != null
        && details.errorCode() != null
        && ENVIRONMENT.matcher(details.errorCode()).find();
  }

  /// An answer that some machine on the way gave has no details, or no code in them.
  private static boolean isBug(@Nullable AwsErrorDetails details) {
    return details != null && details.errorCode() != null && BUGS.contains(details.errorCode());
  }
}
