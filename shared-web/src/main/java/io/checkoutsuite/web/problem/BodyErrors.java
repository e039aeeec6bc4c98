package io.checkoutsuite.web.problem;

import java.util.Optional;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;

/** The errors found so far in the body that the current request is reading, so that one response lists them all. */
final class BodyErrors {

    private static final String ATTRIBUTE = BodyErrors.class.getName();

    private BodyErrors() {}

    static void begin() {
        attributes()
                .ifPresent(request ->
                        request.setAttribute(ATTRIBUTE, new ValidationErrors(), RequestAttributes.SCOPE_REQUEST));
    }

    /** Empty while no body is being read: an error then concerns something else, for instance another service's response. */
    static Optional<ValidationErrors> current() {
        return attributes()
                .map(request -> request.getAttribute(ATTRIBUTE, RequestAttributes.SCOPE_REQUEST))
                .map(ValidationErrors.class::cast);
    }

    static ValidationErrors end() {
        ValidationErrors found = current().orElseGet(ValidationErrors::new);
        attributes().ifPresent(request -> request.removeAttribute(ATTRIBUTE, RequestAttributes.SCOPE_REQUEST));
        return found;
    }

    private static Optional<RequestAttributes> attributes() {
        return Optional.ofNullable(RequestContextHolder.getRequestAttributes());
    }
}
