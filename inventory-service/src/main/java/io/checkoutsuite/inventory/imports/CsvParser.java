package io.checkoutsuite.inventory.imports;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Comma separated values with a header that names the columns; an empty cell counts as absent. A quoted cell ends on its own line. */
final class CsvParser implements LineParser {

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final List<String> columns;

    private CsvParser(List<String> columns) {
        this.columns = columns;
    }

    /** @throws UnusableHeader if a needed column is missing, or one is unknown or there twice */
    static CsvParser withHeader(String header) {
        List<String> columns = cells(header.startsWith(BYTE_ORDER_MARK) ? header.substring(1) : header);
        List<Fault> faults = new ArrayList<>();
        if (columns == null) {
            throw new UnusableHeader(List.of(new Fault("malformed", "A quote in the header is not closed")));
        }
        StockLine.NEEDED.stream()
                .filter(needed -> !columns.contains(needed))
                .forEach(needed -> faults.add(new Fault("missing", "There is no column " + needed)));
        columns.stream()
                .filter(column -> !StockLine.FIELDS.contains(column))
                .forEach(column -> faults.add(new Fault("unknown", "There is no such column: " + column)));
        if (columns.stream().distinct().count() < columns.size()) {
            faults.add(new Fault("not-allowed", "A column is there twice"));
        }
        if (!faults.isEmpty()) {
            throw new UnusableHeader(faults);
        }
        return new CsvParser(columns);
    }

    @Override
    public Fields parse(String line) {
        List<String> cells = cells(line);
        if (cells == null) {
            return Fields.unreadable("malformed", "A quote is not closed");
        }
        if (cells.size() != columns.size()) {
            return Fields.unreadable(
                    "malformed", "The line has " + cells.size() + " cells, the header " + columns.size());
        }
        Map<String, String> values = new HashMap<>();
        for (int column = 0; column < cells.size(); column++) {
            if (!cells.get(column).isEmpty()) {
                values.put(columns.get(column), cells.get(column));
            }
        }
        return new Fields.Named(values);
    }

    /** The cells, blanks around unquoted ones removed; null if a quote is never closed or text stands beside one. */
    private static @Nullable List<String> cells(String line) {
        List<String> cells = new ArrayList<>();
        int at = 0;
        while (true) {
            int start = skipBlanks(line, at);
            int end;
            if (start < line.length() && line.charAt(start) == '"') {
                StringBuilder quoted = new StringBuilder();
                end = unquote(line, start + 1, quoted);
                if (end < 0) {
                    return null;
                }
                cells.add(quoted.toString());
                end = skipBlanks(line, end);
                if (end < line.length() && line.charAt(end) != ',') {
                    return null;
                }
            } else {
                int comma = line.indexOf(',', at);
                end = comma < 0 ? line.length() : comma;
                cells.add(line.substring(at, end).strip());
            }
            if (end == line.length()) {
                return cells;
            }
            at = end + 1;
        }
    }

    private static int skipBlanks(String line, int from) {
        int at = from;
        while (at < line.length() && (line.charAt(at) == ' ' || line.charAt(at) == '\t')) {
            at++;
        }
        return at;
    }

    /** Where the cell goes on after its closing quote; -1 if there is none. Two quotes stand for one. */
    private static int unquote(String line, int from, StringBuilder into) {
        for (int at = from; at < line.length(); at++) {
            if (line.charAt(at) != '"') {
                into.append(line.charAt(at));
            } else if (at + 1 < line.length() && line.charAt(at + 1) == '"') {
                into.append('"');
                at++;
            } else {
                return at + 1;
            }
        }
        return -1;
    }
}
