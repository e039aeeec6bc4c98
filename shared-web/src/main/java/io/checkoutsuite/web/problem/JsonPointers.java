package io.checkoutsuite.web.problem;

/** JSON pointers from the paths that binding and validation speak of. */
final class JsonPointers {

    private JsonPointers() {}

    /** {@code lines[0].quantity} becomes {@code /lines/0/quantity}. */
    static String ofPath(String path) {
        return "/" + path.replace('.', '/').replace("[", "/").replace("]", "").replace("//", "/");
    }
}
