package io.offbeat.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;

class AwsClientsTest {
  @Test
  void an_answer_is_passed_on() {
    assertThat(AwsClients.call("load", () -> 7)).isEqualTo(7);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ProvisionedThroughputExceededException",
        "InternalServerError",
        "AccessDeniedException",
        "ResourceNotFoundException",
        "KMSDisabledException"
      })
  void trouble_that_may_pass_or_be_mended_is_transient(String code) {
    AwsServiceException trouble = exception(code);

    assertThatThrownBy(() -> AwsClients.call("load of pump-7", () -> fail(trouble)))
        .isInstanceOf(TransientFailure.class)
        .hasMessageStartingWith("load of pump-7: ")
        .hasCause(trouble);
  }

  @ParameterizedTest
  @CsvSource({
    "AccessDenied, true",
    "AccessDeniedException, true",
    "AuthorizationErrorException, true",
    "ResourceNotFoundException, true",
    "NoSuchBucket, true",
    "KMSDisabledException, true",
    "KMSInvalidStateException, true",
    "KMSAccessDeniedException, true",
    "KMSNotFoundException, true",
    "KMSOptInRequired, true",
    "KMSThrottlingException, false",
    "KMS.DisabledException, true",
    "KMS.KMSInvalidStateException, true",
    "KMS.InvalidStateException, true",
    "KMS.InvalidKeyUsageException, true",
    "KMS.NotFoundException, true",
    "KMS.KeyUnavailableException, false",
    "KmsDisabled, true",
    "KmsInvalidState, true",
    "InaccessibleEncryptionCredentialsException, true",
    "AllAccessDisabled, true",
    "ExpiredTokenException, false",
    "ThrottlingException, false",
    "InternalServerError, false"
  })
  void what_only_a_person_mends_is_a_fault_of_the_environment(String code, boolean expected) {
    assertThatThrownBy(() -> AwsClients.call("load", () -> fail(exception(code))))
        .satisfies(trouble -> assertThat(trouble instanceof EnvironmentFault).isEqualTo(expected));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ValidationException",
        "InvalidArgumentException",
        "InvalidParameter",
        "InvalidRequest"
      })
  void a_request_that_can_never_be_right_is_a_bug(String code) {
    AwsServiceException bug = exception(code);

    assertThatThrownBy(() -> AwsClients.call("load", () -> fail(bug))).isSameAs(bug);
  }

  @Test
  void an_answer_without_details_is_transient() {
    AwsServiceException bare = AwsServiceException.builder().message("502").build();

    assertThatThrownBy(() -> AwsClients.call("load", () -> fail(bare)))
        .isInstanceOf(TransientFailure.class);
  }

  @Test
  void an_answer_without_an_error_code_is_transient() {
    AwsServiceException bare =
        AwsServiceException.builder().awsErrorDetails(AwsErrorDetails.builder().build()).build();

    assertThatThrownBy(() -> AwsClients.call("load", () -> fail(bare)))
        .isInstanceOf(TransientFailure.class);
  }

  @Test
  void a_way_that_is_broken_is_transient() {
    var timeout = SdkClientException.create("connect timed out");

    assertThatThrownBy(() -> AwsClients.call("load", () -> fail(timeout)))
        .isInstanceOf(TransientFailure.class)
        .hasMessage("load: connect timed out");
  }

  @Test
  void a_bug_of_ours_passes() {
    assertThatThrownBy(() -> AwsClients.call("load", () -> fail(new IllegalStateException("x"))))
        .isInstanceOf(IllegalStateException.class);
  }

  private static int fail(RuntimeException failure) {
    throw failure;
  }

  private static AwsServiceException exception(String code) {
    return AwsServiceException.builder()
        .message(code)
        .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).errorMessage(code).build())
        .build();
  }
}
