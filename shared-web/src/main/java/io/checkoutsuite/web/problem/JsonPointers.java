package io.checkoutsuite.web.problem;

import java.util.regex.Pattern;

/** Converts the property paths of data binding and validation to JSON pointers. */
final class JsonPointers {

    /** The suffix of a path whose invalid value is a collection element itself rather than a property of the element. */
    private static final Pattern OF_ELEMENT = Pattern.compile("\\.<(?:list|iterable|map) [a-z]+>");

    private JsonPointers() {}

    /** {@code lines[0].quantity} becomes {@code /lines/0/quantity}. */
    static String ofPath(String path) {
        return "/"
                + OF_ELEMENT
                        .matcher(path)
                        .replaceAll("")
                        .replace('.', '/')
                        .replace("[", "/")
                        .replace("]", "")
                        .replace("//", "/");
    }
}
