package io.checkoutsuite.benchmarks.report;

import io.checkoutsuite.benchmarks.measure.CpuCategory;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Draws stacks as SVG: each frame is as wide as it has samples, and the frames that it called are below it. Its colour is the category of its own time, and
 * its full name is a tooltip.
 */
public final class FlameGraph {

    private static final int WIDTH = 1200;
    private static final int ROW = 16;
    private static final int LEGEND_COLUMNS = 6;
    private static final int LEGEND_ROWS = Math.ceilDiv(CpuCategory.values().length, LEGEND_COLUMNS);
    private static final int CHARACTER = 6;
    private static final int SHORTEST_LABEL = 4;

    /** Smaller frames, of which there are very many, are left out. */
    private static final int SMALLEST_SHARE = 1000;

    /** So that the file stays small. */
    private static final int MOST_FRAMES = 1800;

    private static final String STYLE =
            "text { font: 10px ui-monospace, monospace; pointer-events: none } rect { stroke: #fff; stroke-width: .3 }\n";

    private final CalledFrame root;
    private final double widthOfSample;
    private final long fewestSamples;

    private FlameGraph(CalledFrame root) {
        this.root = root;
        widthOfSample = (double) WIDTH / Math.max(1, root.samples());
        fewestSamples = Math.max(Math.ceilDiv(root.samples(), SMALLEST_SHARE), 1 + samplesOfFirstTooMany(root));
    }

    private static long samplesOfFirstTooMany(CalledFrame root) {
        return root.allCalled()
                .map(CalledFrame::samples)
                .sorted(Comparator.reverseOrder())
                .skip(MOST_FRAMES)
                .findFirst()
                .orElse(0L);
    }

    /** @param stacks how many samples each stack has, the outermost frame first */
    public static String of(Map<List<String>, Long> stacks) {
        return new FlameGraph(CalledFrame.root(stacks)).svg();
    }

    private String svg() {
        StringBuilder boxes = new StringBuilder();
        int y = ROW * (LEGEND_ROWS + 1);
        for (List<Box> row = called(List.of(new Box(root, 0))); !row.isEmpty(); row = called(row)) {
            for (Box box : row) {
                boxes.append(drawn(box, y));
            }
            y += ROW;
        }
        return format(
                        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 %d %d' width='%d' height='%d'>\n",
                        WIDTH, y, WIDTH, y)
                + style()
                + legend()
                + boxes
                + "</svg>\n";
    }

    private List<Box> called(List<Box> callers) {
        List<Box> called = new ArrayList<>();
        for (Box caller : callers) {
            double left = caller.left;
            for (CalledFrame frame : caller.frame.called()) {
                if (frame.samples() >= fewestSamples) {
                    called.add(new Box(frame, left));
                }
                left += frame.samples() * widthOfSample;
            }
        }
        return called;
    }

    private String drawn(Box box, int y) {
        double width = box.frame.samples() * widthOfSample;
        String rectangle = format(
                "<rect class='%s' x='%.1f' y='%d' width='%.1f' height='%d'><title>%s %.1f %%</title></rect>",
                styleClass(box.frame.category()),
                box.left,
                y,
                width,
                ROW,
                Chart.escaped(box.frame.name()),
                100 * width / WIDTH);
        int characters = (int) (width / CHARACTER) - 1;
        String label = characters < SHORTEST_LABEL
                ? ""
                : text(box.left + 2, y, cut(withoutPackage(box.frame.name()), characters));
        return rectangle + label + "\n";
    }

    private static String withoutPackage(String method) {
        int end = method.lastIndexOf('.');
        return method.substring(method.lastIndexOf('.', end - 1) + 1);
    }

    private static String cut(String name, int characters) {
        return name.length() <= characters ? name : name.substring(0, characters - 1) + "…";
    }

    private static String text(double x, int y, String text) {
        return format("<text x='%.1f' y='%d'>%s</text>", x, y + ROW - 5, Chart.escaped(text));
    }

    private static String style() {
        StringBuilder style = new StringBuilder("<style>\n").append(STYLE);
        for (CpuCategory category : CpuCategory.values()) {
            style.append(format(".%s { fill: %s }\n", styleClass(category), colour(category)));
        }
        return style.append("</style>\n").toString();
    }

    private static String styleClass(CpuCategory category) {
        return "c" + category.ordinal();
    }

    /** Neighbours on the colour wheel differ in lightness, too. */
    private static String colour(CpuCategory category) {
        int hue = category.ordinal() * 360 / (CpuCategory.values().length - 1);
        int lightness = category.ordinal() % 2 == 0 ? 82 : 68;
        return category == CpuCategory.EVERYTHING_ELSE ? "#ddd" : format("hsl(%d 75%% %d%%)", hue, lightness);
    }

    private static String legend() {
        StringBuilder legend = new StringBuilder();
        for (CpuCategory category : CpuCategory.values()) {
            int x = category.ordinal() % LEGEND_COLUMNS * WIDTH / LEGEND_COLUMNS;
            int y = category.ordinal() / LEGEND_COLUMNS * ROW;
            legend.append(format(
                            "<rect class='%s' x='%d' y='%d' width='%d' height='%d'/>",
                            styleClass(category), x, y, ROW, ROW))
                    .append(text(x + ROW + 4, y, category.title()))
                    .append('\n');
        }
        return legend.toString();
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    private record Box(CalledFrame frame, double left) {}
}
