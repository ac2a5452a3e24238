package io.offbeat.local.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.offbeat.local.fleet.ShapedSeries.Healthy;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ShapedSeriesTest {
  private static final int DAY = 288;

  @ParameterizedTest
  @EnumSource
  void a_series_of_any_shape_goes_on_in_time_and_is_the_same_again(Shape shape) {
    List<Healthy> readings = readings(shape, 2 * DAY);

    assertThat(readings).allMatch(reading -> Double.isFinite(reading.value()));
    assertThat(readings).extracting(Healthy::at).isSorted().doesNotHaveDuplicates();
    assertThat(readings).isEqualTo(readings(shape, 2 * DAY));
  }

  @Test
  void noise_has_the_deviation_that_faults_are_measured_by() {
    for (Shape shape : List.of(Shape.GAUSSIAN, Shape.RARE_EVENTS, Shape.COUNTS, Shape.BINARY)) {
      double[] noise = readings(shape, 20_000).stream().mapToDouble(Healthy::noise).toArray();
      double mean = Arrays.stream(noise).average().orElseThrow();
      double variance =
          Arrays.stream(noise).map(x -> (x - mean) * (x - mean)).average().orElseThrow();

      assertThat(Math.sqrt(variance))
          .as(shape.label())
          .isCloseTo(shape.deviation(), within(0.05 * shape.deviation()));
    }
  }

  @Test
  void gaps_and_irregular_times_are_as_said() {
    List<Healthy> gappy = readings(Shape.GAPPY, 9_000);
    Duration time = Duration.between(gappy.getFirst().at(), gappy.getLast().at());
    assertThat(time.toMinutes() / 5.0).isCloseTo(10_000, within(150.0));

    List<Healthy> irregular = readings(Shape.IRREGULAR, 9_000);
    assertThat(
            Duration.between(irregular.getFirst().at(), irregular.getLast().at()).toMinutes() / 5.0)
        .isCloseTo(1.05 * 9_000, within(150.0));
  }

  @Test
  void each_fault_is_of_its_size_and_length() {
    var series = new ShapedSeries(Shape.DAILY, Duration.ofMinutes(5), 1);
    List<Healthy> day = Stream.generate(series::next).limit(DAY + 20).toList();

    assertThat(offsets(series, ShapeFault.SPIKE, day)).startsWith(10.0).endsWith(0.0);
    assertThat(offsets(series, ShapeFault.LEVEL_SHIFT, day).subList(0, DAY + 1))
        .allSatisfy(offset -> assertThat(offset).isCloseTo(3, within(1e-9)));
    assertThat(offsets(series, ShapeFault.LEVEL_SHIFT, day).getLast()).isZero();
    assertThat(series.faulty(ShapeFault.STUCK, day, 7).subList(0, 144))
        .allMatch(reading -> reading.value() == 7);
    Healthy noisy = series.faulty(ShapeFault.NOISE_CHANGE, day, 7).getFirst();
    assertThat(noisy.value() - day.getFirst().value()).isCloseTo(2 * noisy.noise(), within(1e-9));
    Healthy late = series.faulty(ShapeFault.OFF_RHYTHM, day, 7).get(DAY / 2);
    assertThat(late.value() - late.noise()).isCloseTo(107.07, within(0.01));
  }

  private static List<Double> offsets(ShapedSeries series, ShapeFault fault, List<Healthy> day) {
    List<Healthy> faulty = series.faulty(fault, day, 7);
    return IntStream.range(0, day.size())
        .mapToObj(index -> faulty.get(index).value() - day.get(index).value())
        .map(offset -> Math.rint(offset * 1e9) / 1e9)
        .toList();
  }

  private static List<Healthy> readings(Shape shape, int count) {
    return Stream.generate(new ShapedSeries(shape, Duration.ofMinutes(5), 1)::next)
        .limit(count)
        .toList();
  }
}
