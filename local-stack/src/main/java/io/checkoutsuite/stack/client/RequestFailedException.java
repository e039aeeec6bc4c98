package io.checkoutsuite.stack.client;

import io.checkoutsuite.stack.Service;
import java.util.stream.Collectors;

/** A request failed; the message contains the problem details of the response. */
public final class RequestFailedException extends RuntimeException {

    public RequestFailedException(Service service, ServiceResponse response) {
        super(message(service, response));
    }

    private static String message(Service service, ServiceResponse response) {
        String detail = response.text("detail").isEmpty() ? response.text("title") : response.text("detail");
        String errors = response.body()
                .path("errors")
                .valueStream()
                .map(error -> "\n  " + error.path("pointer").asString("") + ": "
                        + error.path("message").asString(""))
                .collect(Collectors.joining());
        return "The " + service.id() + " service refused the request (" + response.status() + ")"
                + (detail.isEmpty() ? "" : ": " + detail) + errors;
    }
}
