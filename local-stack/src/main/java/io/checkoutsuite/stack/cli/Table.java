package io.checkoutsuite.stack.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Formats aligned columns. On a terminal, text that is too long for its column is cut and ends in an ellipsis; elsewhere nothing is cut. */
public final class Table {

    private static final String SEPARATOR = "  ";

    private final boolean terminal;
    private final List<Column> columns;
    private final List<List<Cell>> rows = new ArrayList<>();

    /**
     * One column.
     *
     * @param maxWidth the maximum width in characters on a terminal
     */
    public record Column(String title, int maxWidth, boolean right) {

        public static Column text(String title, int widest) {
            return new Column(title, widest, false);
        }

        public static Column number(String title, int widest) {
            return new Column(title, widest, true);
        }

        /** Ids and other texts that are never cut, because somebody will copy them. */
        public static Column whole(String title) {
            return new Column(title, Integer.MAX_VALUE, false);
        }
    }

    /** One cell; the style is applied after the text is cut and aligned. */
    public record Cell(String text, UnaryOperator<String> style) {

        public static Cell of(Object text) {
            return new Cell(String.valueOf(text), UnaryOperator.identity());
        }
    }

    Table(boolean terminal, Column... columns) {
        this.terminal = terminal;
        this.columns = List.of(columns);
    }

    /** @throws IllegalArgumentException unless there is one cell for each column */
    public void row(Object... cells) {
        rows.add(checked(cells));
    }

    private List<Cell> checked(Object... cells) {
        if (cells.length != columns.size()) {
            throw new IllegalArgumentException(cells.length + " cells for " + columns.size() + " columns");
        }
        return Stream.of(cells)
                .map(cell -> cell instanceof Cell done ? done : Cell.of(cell))
                .toList();
    }

    /** Titles, rule and rows; each column is as wide as its longest cell. */
    public List<String> lines() {
        List<Integer> widths =
                IntStream.range(0, columns.size()).mapToObj(this::width).toList();
        List<String> lines = head(widths);
        rows.forEach(row -> lines.add(line(row, widths)));
        return lines;
    }

    /** Titles and rule of a table that is printed row by row; all columns have their maximum width. */
    public List<String> head() {
        return head(maxWidths());
    }

    /** A row of a table that is printed row by row. */
    public String line(Object... cells) {
        return line(checked(cells), maxWidths());
    }

    private List<Integer> maxWidths() {
        return columns.stream().map(Column::maxWidth).toList();
    }

    private List<String> head(List<Integer> widths) {
        List<String> head = new ArrayList<>();
        head.add(line(columns.stream().map(column -> Cell.of(column.title())).toList(), widths));
        head.add(widths.stream().map("─"::repeat).collect(Collectors.joining(SEPARATOR)));
        return head;
    }

    private int width(int index) {
        int longest = rows.stream()
                .mapToInt(row -> row.get(index).text().length())
                .max()
                .orElse(0);
        Column column = columns.get(index);
        int widest = Math.max(longest, column.title().length());
        return terminal ? Math.min(column.maxWidth(), widest) : widest;
    }

    private String line(List<Cell> cells, List<Integer> widths) {
        return IntStream.range(0, cells.size())
                .mapToObj(i -> {
                    Cell cell = cells.get(i);
                    return cell.style()
                            .apply(aligned(
                                    cell.text(), widths.get(i), columns.get(i).right()));
                })
                .collect(Collectors.joining(SEPARATOR))
                .stripTrailing();
    }

    private String aligned(String text, int width, boolean right) {
        String shown = !terminal || text.length() <= width ? text : text.substring(0, Math.max(0, width - 1)) + "…";
        String space = " ".repeat(Math.max(0, width - shown.length()));
        return right ? space + shown : shown + space;
    }
}
