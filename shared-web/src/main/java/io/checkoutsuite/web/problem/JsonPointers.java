package io.checkoutsuite.web.problem;

import java.util.regex.Pattern;

/** JSON pointers from the paths that binding and validation speak of. */
final class JsonPointers {

    /** How the validator says that it is an element of a collection which is wrong, not something in it. */
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
