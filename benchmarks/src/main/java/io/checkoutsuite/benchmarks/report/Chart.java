package io.checkoutsuite.benchmarks.report;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Draws figures as SVG, without a library or a service. */
final class Chart {

    private static final int WIDTH = 720;
    private static final int BAR = 18;
    private static final int GAP = 6;
    private static final int LABELS = 380;
    private static final int PLOT_HEIGHT = 180;
    private static final int MARGIN = 40;

    private Chart() {}

    /** A horizontal bar for each value. */
    static String bars(String title, Map<String, Double> values, String unit) {
        double max = max(values.values().stream().toList());
        StringBuilder svg = new StringBuilder(start(title, values.size() * (BAR + GAP) + GAP));
        int y = GAP;
        for (Map.Entry<String, Double> each : values.entrySet()) {
            double length = (WIDTH - LABELS - 100) * each.getValue() / max;
            svg.append(format(
                    "<text x='%d' y='%d' text-anchor='end'>%s</text><rect x='%d' y='%d' width='%.1f' height='%d'/>"
                            + "<text x='%.1f' y='%d'>%.2f %s</text>\n",
                    LABELS - GAP,
                    y + BAR - 5,
                    escaped(each.getKey()),
                    LABELS,
                    y,
                    length,
                    BAR,
                    LABELS + length + GAP,
                    y + BAR - 5,
                    each.getValue(),
                    escaped(unit)));
            y += BAR + GAP;
        }
        return svg.append("</svg></figure>\n").toString();
    }

    /** A line through one value for each name, from zero. */
    static String line(String title, List<String> names, List<Double> values, String unit) {
        double max = max(values);
        StringBuilder svg = new StringBuilder(start(title, PLOT_HEIGHT + 2 * MARGIN));
        StringBuilder points = new StringBuilder();
        for (int i = 0; i < values.size(); i++) {
            double x = names.size() == 1 ? WIDTH / 2.0 : MARGIN + (WIDTH - 2.0 * MARGIN) * i / (names.size() - 1);
            double y = MARGIN + PLOT_HEIGHT * (1 - values.get(i) / max);
            points.append(format("%.1f,%.1f ", x, y));
            svg.append(format(
                    "<circle cx='%.1f' cy='%.1f' r='3'/><text x='%.1f' y='%.1f' text-anchor='middle'>%.1f %s</text>"
                            + "<text x='%.1f' y='%d' text-anchor='middle'>%s</text>\n",
                    x,
                    y,
                    x,
                    y - 8,
                    values.get(i),
                    escaped(unit),
                    x,
                    PLOT_HEIGHT + 2 * MARGIN - 10,
                    escaped(names.get(i))));
        }
        return svg.append("<polyline points='%s'/></svg></figure>\n"
                        .formatted(points.toString().strip()))
                .toString();
    }

    private static String start(String title, int height) {
        return "<figure><figcaption>%s</figcaption><svg viewBox='0 0 %d %d' width='%d' height='%d' role='img'>\n"
                .formatted(escaped(title), WIDTH, height, WIDTH, height);
    }

    /** Never 0, so that values can be divided by it. */
    private static double max(List<Double> values) {
        double max = values.stream().mapToDouble(Double::doubleValue).max().orElse(1);
        return max > 0 ? max : 1;
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("'", "&#39;");
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
