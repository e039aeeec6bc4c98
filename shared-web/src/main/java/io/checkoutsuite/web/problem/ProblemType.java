package io.checkoutsuite.web.problem;

import java.net.URI;
import org.springframework.http.HttpStatus;

/**
 * A type of problem that callers can rely on.
 *
 * @param name the last part of the type's URI; never changes
 * @param title one line for human readers
 * @param explanation what a developer should do about it, shown on the type's page
 */
public record ProblemType(String name, HttpStatus status, String title, String explanation) {

    public static final String PATH = "/problems/";

    public URI uri() {
        return URI.create(PATH + name);
    }
}
