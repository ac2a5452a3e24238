package io.offbeat.local.storm;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import io.offbeat.alert.AlertPublisher;
import io.offbeat.alert.IncidentStore;
import io.offbeat.detector.DeviceStore;
import io.offbeat.detector.EpisodePublisher;
import io.offbeat.detector.Sweep;
import io.offbeat.ingest.Archive;
import io.offbeat.ingest.BlockForwarder;

/// How the functions are wired to what is outside: as they are, unless someone plants a bug to see
/// it caught.
public interface Wiring {
  /// No bug planted.
  Wiring SOUND = new Wiring() {};

  /// The archive as ingest has it.
  default Archive archive(Archive sound) {
    return sound;
  }

  /// The stream of blocks as ingest has it.
  default BlockForwarder blocks(BlockForwarder sound) {
    return sound;
  }

  /// The table of devices as the detector has it.
  ///
  /// @param publisher the topic of episodes
  default DeviceStore devices(DeviceStore sound, EpisodePublisher publisher) {
    return sound;
  }

  /// A device's state as the release before writes it.
  ///
  /// @param state as it is written now
  default byte[] before(byte[] state) {
    return LayoutBefore.of(state, LayoutBefore.NUMBER);
  }

  /// The topic of episodes as the detector has it.
  default EpisodePublisher episodes(EpisodePublisher sound) {
    return sound;
  }

  /// The devices as the sweep has them.
  ///
  /// @param publisher the topic of episodes
  default Sweep.Devices swept(Sweep.Devices sound, EpisodePublisher publisher) {
    return sound;
  }

  /// What the sweep tells, and to whom.
  default Sweep.Outlets outlets(Sweep.Outlets sound) {
    return sound;
  }

  /// The table of incidents as the alert function has it.
  default IncidentStore incidents(IncidentStore sound) {
    return sound;
  }

  /// The topic of alerts as the alert function has it.
  default AlertPublisher alerts(AlertPublisher sound) {
    return sound;
  }

  /// The code of ingest.
  default RequestHandler<KinesisEvent, StreamsEventResponse> ingest(
      RequestHandler<KinesisEvent, StreamsEventResponse> sound) {
    return sound;
  }

  /// The code of the detector.
  default RequestHandler<KinesisEvent, StreamsEventResponse> detect(
      RequestHandler<KinesisEvent, StreamsEventResponse> sound) {
    return sound;
  }

  /// The code of the alert function.
  default RequestHandler<SQSEvent, SQSBatchResponse> alert(
      RequestHandler<SQSEvent, SQSBatchResponse> sound) {
    return sound;
  }
}
