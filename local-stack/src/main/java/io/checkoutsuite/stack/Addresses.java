package io.checkoutsuite.stack;

import java.net.URI;

/**
 * Where the five services of one stack listen: on the loopback interface, at ports that follow one another.
 *
 * @param firstPort the cart service's port
 */
public record Addresses(int firstPort) {

    public int port(Service service) {
        return firstPort + service.ordinal();
    }

    /** For instance {@code http://127.0.0.1:8081}. */
    public URI of(Service service) {
        return URI.create("http://127.0.0.1:" + port(service));
    }
}
