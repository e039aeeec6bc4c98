package io.checkoutsuite.stack.client;

import io.checkoutsuite.stack.Service;
import java.net.URI;

/** Where the services are. */
@FunctionalInterface
public interface ServiceAddresses {

    /** The base address of a service, without a final slash, for instance {@code http://127.0.0.1:8081}. */
    URI of(Service service);
}
