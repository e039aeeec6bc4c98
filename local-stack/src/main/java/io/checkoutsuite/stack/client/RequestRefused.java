package io.checkoutsuite.stack.client;

import io.checkoutsuite.stack.Service;
import java.util.stream.Collectors;

/** A request failed; the message contains the problem details of the response. */
public final class RequestRefused extends RuntimeException {

    public RequestRefused(Service service, Answer answer) {
        super(message(service, answer));
    }

    private static String message(Service service, Answer answer) {
        String detail = answer.text("detail").isEmpty() ? answer.text("title") : answer.text("detail");
        String errors = answer.body()
                .path("errors")
                .valueStream()
                .map(error -> "\n  " + error.path("pointer").asString("") + ": "
                        + error.path("message").asString(""))
                .collect(Collectors.joining());
        return "The " + service.word() + " service refused the request (" + answer.status() + ")"
                + (detail.isEmpty() ? "" : ": " + detail) + errors;
    }
}
