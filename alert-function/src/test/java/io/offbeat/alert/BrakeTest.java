package io.offbeat.alert;

import static io.offbeat.alert.EpisodeStory.minute;
import static io.offbeat.alert.EpisodeStory.spike;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.offbeat.alert.Alert.Change;
import io.offbeat.lambda.TransientFailure;
import io.offbeat.model.EpisodeEvent;
import io.offbeat.model.Kind;
import io.offbeat.model.Severity;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Twenty-five devices, each with a metric of its own so that they make no fleet, fall ill at once.
class BrakeTest {
  private static final int ILL = 25;
  private static final int HELD = ILL - Brake.MOST;

  private final Watch watch = new Watch();

  @Test
  void twenty_alerts_go_out_and_the_rest_is_one_digest() {
    startAll();
    watch.passTo(1);

    assertThat(watch.changes()).hasSize(Brake.MOST + 1);
    assertThat(watch.changes().subList(0, Brake.MOST)).containsOnly(Change.OPENED);
    Alert digest = digests().getFirst();
    assertThat(digest.subject()).isEqualTo("[CRITICAL DIGEST] 5 incidents held back, 5 still on");
    assertThat(digest.severity()).isEqualTo(Severity.CRITICAL);
    assertThat(digest.text()).contains("After 20 alerts within 5 min", "- [CRITICAL] pump-");
    assertThat(digest.about().group()).isEqualTo("fleet/fleet");
    assertThat(digest.about().devices()).isEqualTo(HELD);
  }

  @Test
  void the_digest_is_told_again_every_five_minutes_while_it_changes() {
    startAll();
    watch.passTo(11);
    assertThat(digests()).hasSize(1);

    watch.tell(12, story(heldDevice()).ended(12));
    watch.passTo(18);
    assertThat(digests()).hasSize(2);
    assertThat(digests().getLast().subject()).contains("5 incidents held back, 4 still on");
    assertThat(digests()).extracting(Alert::incident).containsOnly(digests().getFirst().incident());
    assertThat(digests()).extracting(Alert::id).doesNotHaveDuplicates();
  }

  @Test
  void once_all_that_was_held_back_is_over_that_is_told_once_and_the_brake_is_off() {
    startAll();
    watch.passTo(10);
    endAll(10);
    watch.passTo(40);

    assertThat(watch.publisher.published().stream().filter(this::endsDigest).toList())
        .singleElement()
        .satisfies(end ->
            assertThat(end.subject())
                .isEqualTo("[RESOLVED] all of 5 incidents that were held back"));
    assertThat(watch.storms.load().held()).isEmpty();
  }

  @Test
  void the_end_of_what_people_know_of_waits_for_room_and_is_never_lost() {
    startAll();
    watch.passTo(2);
    endAll(2);
    watch.passTo(60);

    List<String> opened = ofIncidents(Change.OPENED);
    assertThat(opened).hasSize(Brake.MOST).doesNotHaveDuplicates();
    assertThat(ofIncidents(Change.RESOLVED)).containsExactlyInAnyOrderElementsOf(opened);
  }

  @Test
  void what_was_held_back_and_becomes_worse_once_there_is_room_is_told_by_itself() {
    startAll(Severity.MEDIUM);
    watch.passTo(20);
    String held = heldDevice();
    watch.tell(20, story(held).escalated(20, 140, Severity.CRITICAL));

    assertThat(watch.publisher.published().getLast().change()).isEqualTo(Change.ESCALATED);
    watch.tell(25, story(held).ended(25));
    watch.passTo(40);
    assertThat(ofIncidents(Change.RESOLVED))
        .containsExactly(watch.incident(held).orElseThrow().id());
  }

  @Test
  void a_crash_between_remembering_and_sending_sends_it_again_and_counts_it_once() {
    Brake failing =
        watch.brake(_ -> {
          throw new TransientFailure("throttled");
        });
    Alert alert = AlertTextTest.opened(List.of(story("pump-1").started()));

    assertThatThrownBy(() -> failing.publish(alert, EpisodeStory.noPatience()))
        .isInstanceOf(TransientFailure.class);
    assertThat(watch.brake(watch.publisher).publish(alert, EpisodeStory.noPatience()))
        .isEqualTo(Storm.Verdict.SEND);
    assertThat(watch.publisher.published()).containsExactly(alert);
    assertThat(watch.storms.load().sent()).hasSize(1);
  }

  @Test
  void more_than_can_be_held_back_waits() {
    var storm = Storm.NONE;
    Alert alert = AlertTextTest.opened(List.of(story("pump-1").started()));
    for (int i = 0; i < Storm.MAX_HELD + 1; i++) {
      storm = storm.admit(of(alert, i), 1, minute(0)).storm();
    }

    assertThat(storm.held()).hasSize(Storm.MAX_HELD);
    assertThat(storm.admit(of(alert, 1_000), 1, minute(0)).verdict()).isEqualTo(Storm.Verdict.WAIT);
    assertThat(StormCodec.decode(StormCodec.encode(storm), storm.version())).isEqualTo(storm);
  }

  @Test
  void no_alert_at_all_is_not_a_brake() {
    assertThatThrownBy(() -> new Brake(watch.storms, watch.publisher, 0, watch::now))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0");
  }

  private static Alert of(Alert alert, int n) {
    return new Alert(
        "id " + n,
        "incident " + n,
        alert.change(),
        alert.severity(),
        alert.about(),
        alert.subject(),
        alert.text());
  }

  private static EpisodeStory story(String device) {
    String metric = "metric-" + device.substring(device.indexOf('-') + 1);
    return spike(device, metric, 0).of(Kind.LEVEL_SHIFT);
  }

  private void startAll() {
    startAll(Severity.CRITICAL);
  }

  private void startAll(Severity severity) {
    watch.tell(0, all(device -> story(device).started(99, severity)));
  }

  private void endAll(int minute) {
    watch.tell(minute, all(device -> story(device).ended(minute)));
  }

  private static EpisodeEvent[] all(Function<String, EpisodeEvent> event) {
    return IntStream.range(0, ILL)
        .mapToObj(i -> event.apply("pump-" + i))
        .toArray(EpisodeEvent[]::new);
  }

  private List<Alert> digests() {
    return watch.publisher.published().stream().filter(a -> a.change() == Change.DIGEST).toList();
  }

  private boolean endsDigest(Alert alert) {
    return alert.change() == Change.RESOLVED && alert.subject().contains("held back");
  }

  /// A device of which nobody was told by itself.
  private String heldDevice() {
    List<String> told = watch.publisher.published().stream().map(a -> a.about().device()).toList();
    return IntStream.range(0, ILL)
        .mapToObj(i -> "pump-" + i)
        .filter(device -> !told.subList(0, Brake.MOST).contains(device))
        .findFirst()
        .orElseThrow();
  }

  private List<String> ofIncidents(Change change) {
    return watch.publisher.published().stream()
        .filter(alert -> alert.change() == change && !endsDigest(alert))
        .map(Alert::incident)
        .toList();
  }
}
