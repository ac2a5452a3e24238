package io.offbeat.local.cli;

import io.offbeat.ingest.format.EventTime;
import io.offbeat.ingest.format.Quantity;
import io.offbeat.model.Reading;
import io.offbeat.model.SeriesKey;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/// The readings of a CSV file with a header, row by row.
final class CsvReadings {
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private static final CSVFormat FORMAT =
      CSVFormat.DEFAULT
          .builder()
          .setHeader()
          .setSkipHeaderRecord(true)
          .setAllowMissingColumnNames(true)
          .setIgnoreSurroundingSpaces(true)
          .get();

  /// Columns of the CSV that `offbeat decode` writes.
  static final List<String> COLUMNS = List.of("timestamp", "value", "device", "metric", "unit");

  private static final CSVFormat LINE = CSVFormat.DEFAULT.builder().setRecordSeparator("").get();

  private static final Pattern WITHOUT_OFFSET =
      Pattern.compile("\\d{4}-\\d\\d-\\d\\d[Tt ]\\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?");

  private static final Pattern EPOCH = Pattern.compile("[+-]?\\d{1,20}(?:\\.\\d{1,20})?");

  private final String file;
  private final CSVParser parser;
  private final Iterator<CSVRecord> rows;
  private final Column time;
  private final Column value;

  /// Columns that name the series; both or none.
  private final @Nullable Column device;

  private final @Nullable Column metric;

  /// @param name its name in the header
  /// @param index its place, from 0
  private record Column(String name, int index) {}

  /// One row.
  ///
  /// @param timeText its timestamp as it came
  /// @param valueText its value as it came
  /// @param at the timestamp
  /// @param value the value
  /// @param series the series that columns `device` and `metric` name; null without them
  record Row(
      String timeText, String valueText, Instant at, double value, @Nullable SeriesKey series) {}

  /// @param file name of the file, for messages
  /// @param in its text
  /// @param timeColumn name of the column that holds timestamps
  /// @param valueColumn name of the column that holds values
  /// @throws InputFailure when the header does not have them
  CsvReadings(String file, Reader in, String timeColumn, String valueColumn) throws IOException {
    this.file = file;
    this.parser = FORMAT.parse(withoutMark(in));
    this.rows = parser.iterator();
    this.time = column(timeColumn);
    this.value = column(valueColumn);
    boolean named = parser.getHeaderMap().keySet().containsAll(List.of("device", "metric"));
    this.device = named ? column("device") : null;
    this.metric = named ? column("metric") : null;
  }

  /// A line of CSV.
  static String line(List<String> cells) {
    return LINE.format(cells.toArray());
  }

  /// A reading as a line of [#COLUMNS].
  static String line(Reading reading) {
    return line(
        List.of(
            reading.at().toString(),
            Double.toString(reading.value()),
            reading.series().device(),
            reading.series().metric(),
            reading.unit()));
  }

  /// Whether there is another row.
  boolean hasNext() {
    try {
      return rows.hasNext();
    } catch (UncheckedIOException e) {
      throw new InputFailure("%s, line %d: %s".formatted(file, line(), reason(e)), e);
    }
  }

  /// The next row.
  ///
  /// @throws InputFailure when it is malformed: where, what was expected, what stood there; the
  ///   rows after it can still be read
  Row next() {
    CSVRecord row = rows.next();
    String timeText = cell(row, time);
    String valueText = cell(row, value);
    Instant at =
        time(timeText)
            .orElseThrow(() ->
                malformed(
                    time,
                    "a time such as 2026-11-25T17:00:00Z, 2026-11-25 17:00:00 or 1795626000",
                    timeText));
    double number =
        switch (Quantity.of(valueText)) {
          case Quantity.Finite(var finite, _, _) -> finite;
          case Quantity.Broken _ -> throw malformed(value, "a number such as 20.4", valueText);
        };
    return new Row(timeText, valueText, at, number, series(row));
  }

  private @Nullable SeriesKey series(CSVRecord row) {
    if (device == null || metric == null) {
      return null;
    }
    String name = cell(row, device);
    try {
      return new SeriesKey(name, cell(row, metric));
    } catch (IllegalArgumentException tooLongOrEmpty) {
      throw malformed(device, "names of a device and a metric", name);
    }
  }

  private Column column(String name) {
    Integer index = parser.getHeaderMap().get(name);
    if (index == null) {
      throw new InputFailure(
          "%s, line 1: expected a column '%s', found %s"
              .formatted(file, name, parser.getHeaderNames()));
    }
    return new Column(name, index);
  }

  private String cell(CSVRecord row, Column column) {
    if (column.index() >= row.size()) {
      throw malformed(column, "%d columns or more".formatted(column.index() + 1), row.size());
    }
    return row.get(column.index());
  }

  private InputFailure malformed(Column column, String expected, Object found) {
    return new InputFailure(
        "%s, line %d, column %d (%s): expected %s, found '%s'"
            .formatted(file, line(), column.index() + 1, column.name(), expected, found));
  }

  private long line() {
    return parser.getCurrentLineNumber();
  }

  private static String reason(UncheckedIOException e) {
    return String.valueOf(e.getCause() == null ? e.getMessage() : e.getCause().getMessage());
  }

  /// The instant that a text tells, in any of the ways that a time column may.
  static Optional<Instant> time(String text) {
    if (EPOCH.matcher(text).matches()) {
      return Optional.of(EventTime.of(new BigDecimal(text)))
          .filter(at -> !at.equals(Instant.MAX) && !at.equals(Instant.MIN));
    }
    return EventTime.of(WITHOUT_OFFSET.matcher(text).matches() ? text + "Z" : text);
  }

  /// Spreadsheets put the mark first; it is no part of the first name.
  private static Reader withoutMark(Reader in) throws IOException {
    var reader = new BufferedReader(in);
    reader.mark(1);
    if (reader.read() != BYTE_ORDER_MARK) {
      reader.reset();
    }
    return reader;
  }
}
