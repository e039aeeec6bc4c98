package io.checkoutsuite.failure.crash;

import java.util.List;

/** Describes the current action of the suite by its entry method and the method that has the effect. */
final class CodeLocation {

    private static final String SUITE = "io.checkoutsuite.";

    private CodeLocation() {}

    static String current() {
        List<String> frames = StackWalker.getInstance()
                .walk(stack -> stack.filter(CodeLocation::isServiceCode)
                        .map(frame -> simpleName(frame.getClassName()) + "." + method(frame.getMethodName()))
                        .toList());
        if (frames.isEmpty()) {
            return "outside";
        }
        String effect = frames.getFirst();
        String entry = frames.getLast();
        return entry.equals(effect) ? effect : entry + " → " + effect;
    }

    private static boolean isServiceCode(StackWalker.StackFrame frame) {
        String name = frame.getClassName();
        return name.startsWith(SUITE)
                && !name.startsWith(CodeLocation.class.getPackageName())
                && !name.startsWith(SUITE + "stack.")
                && !name.startsWith(SUITE + "web.");
    }

    private static String simpleName(String className) {
        String simple = className.substring(className.lastIndexOf('.') + 1).replaceAll("\\$\\$.*", "");
        return simple.replace('$', '.');
    }

    private static String method(String name) {
        return name.startsWith("lambda$") ? name.split("\\$")[1] : name;
    }
}
