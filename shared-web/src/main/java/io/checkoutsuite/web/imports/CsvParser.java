package io.checkoutsuite.web.imports;

import io.checkoutsuite.web.problem.ValidationErrors;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MappingIterator;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.csv.CsvMapper;
import tools.jackson.dataformat.csv.CsvReadFeature;

/**
 * Parses comma-separated values under a header that names each column once. A line must have exactly as many cells as the header, because a
 * value in the wrong column is worse than none. An empty cell is an absent value and not allowed in a required column, because programs pad
 * short lines with empty cells. A quoted cell must end on the line on which it starts.
 */
final class CsvParser implements LineParser {

    private static final ObjectReader CELLS = CsvMapper.builder()
            .enable(CsvReadFeature.WRAP_AS_ARRAY, CsvReadFeature.TRIM_SPACES)
            .build()
            .readerFor(String[].class);

    private final List<String> columns;
    private final Set<String> required;

    private CsvParser(List<String> columns, Set<String> required) {
        this.columns = columns;
        this.required = required;
    }

    /** @throws io.checkoutsuite.web.problem.ProblemException if it does not name the columns; no line of the file can be read then */
    static CsvParser withHeader(String header, ImportFormat<?> format) {
        ValidationErrors errors = new ValidationErrors();
        List<String> columns = cells(header, "line:1");
        format.missingIn(columns)
                .forEach(column -> errors.add("line:1", "missing", "The header has no column " + column));
        Set<String> seen = new HashSet<>();
        columns.forEach(column -> {
            if (!format.columns().contains(column)) {
                errors.add("line:1", "unknown", "There is no such column: " + column);
            } else if (!seen.add(column)) {
                errors.add("line:1", "not-allowed", "The header has the column " + column + " twice");
            }
        });
        errors.throwIfAny();
        return new CsvParser(columns, format.required());
    }

    @Override
    public JsonNode parse(String line) {
        List<String> cells = cells(line, "");
        if (cells.size() != columns.size()) {
            throw new ValidationErrors()
                    .add(
                            "",
                            cells.size() < columns.size() ? "missing-cell" : "surplus-cell",
                            "The line has " + cells.size() + " cells, the header has " + columns.size()
                                    + "; a cell with a comma must be quoted")
                    .problem();
        }
        requireNoneMissing(cells);
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        for (int i = 0; i < cells.size(); i++) {
            if (!cells.get(i).isEmpty()) {
                put(object, columns.get(i), cells.get(i));
            }
        }
        return object;
    }

    private void requireNoneMissing(List<String> cells) {
        ValidationErrors errors = new ValidationErrors();
        for (int i = 0; i < cells.size(); i++) {
            String column = columns.get(i);
            if (cells.get(i).isEmpty() && required.contains(column)) {
                errors.add("/" + column.replace('.', '/'), "missing", "The cell of " + column + " is empty");
            }
        }
        errors.throwIfAny();
    }

    private static List<String> cells(String line, String pointer) {
        if (line.chars().filter(character -> character == '"').count() % 2 != 0) {
            throw malformed(pointer, "A quote is not closed");
        }
        try (MappingIterator<String[]> rows = CELLS.readValues(line)) {
            List<String> cells = rows.hasNext()
                    ? List.of(rows.next()).stream().map(String::strip).toList()
                    : List.of();
            if (rows.hasNext()) {
                throw malformed(pointer, "The line contains a line break");
            }
            return cells;
        } catch (JacksonException unreadable) {
            throw malformed(pointer, "The line is not comma-separated values: there is text next to a quoted cell");
        }
    }

    private static RuntimeException malformed(String pointer, String message) {
        return new ValidationErrors().add(pointer, "malformed", message).problem();
    }

    private static void put(ObjectNode object, String column, String value) {
        int dot = column.indexOf('.');
        if (dot < 0) {
            object.put(column, value);
        } else {
            put(object.withObjectProperty(column.substring(0, dot)), column.substring(dot + 1), value);
        }
    }
}
