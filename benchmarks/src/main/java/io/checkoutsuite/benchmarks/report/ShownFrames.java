package io.checkoutsuite.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The frames of a stack that say something. Library methods that call others of their own class are shown as the first one, and so are methods of the JDK
 * that call each other. The suite's own methods are all shown.
 */
final class ShownFrames {

    private static final List<String> JDK = List.of("java.", "javax.", "jdk.", "sun.", "com.sun.");
    private static final String OWN = "io.checkoutsuite.";

    private ShownFrames() {}

    static List<String> of(List<String> stack) {
        List<String> shown = new ArrayList<>();
        @Nullable String previous = null;
        for (String method : stack) {
            String unit = unit(method);
            if (!Objects.equals(unit, previous)) {
                shown.add(method);
            }
            previous = unit;
        }
        return shown;
    }

    private static String unit(String method) {
        if (JDK.stream().anyMatch(method::startsWith)) {
            return "JDK";
        }
        return method.startsWith(OWN) ? method : outermostClass(method);
    }

    private static String outermostClass(String method) {
        String type = method.substring(0, Math.max(0, method.lastIndexOf('.')));
        return type.contains("$") ? type.substring(0, type.indexOf('$')) : type;
    }
}
