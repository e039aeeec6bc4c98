package io.checkoutsuite.offer.web;

import io.checkoutsuite.limits.OfferCode;
import io.checkoutsuite.reservations.request.RequestKey;
import io.checkoutsuite.web.access.Caller;
import io.checkoutsuite.web.problem.FieldError;
import io.checkoutsuite.web.problem.ProblemException;
import io.checkoutsuite.web.problem.Problems;
import io.checkoutsuite.web.problem.ValidationErrors;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The rules for ids and codes. */
final class IdRules {

    private static final Pattern OFFER = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final Pattern REQUEST = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{0,63}");

    private IdRules() {}

    /** @throws ProblemException 400 if the id is malformed */
    static RequestKey requestKey(Caller caller, String requestId) {
        if (!REQUEST.matcher(requestId).matches()) {
            throw new ProblemException(
                    Problems.MALFORMED,
                    new FieldError(
                            "path:requestId",
                            "malformed",
                            "A request id has 1 to 64 letters, digits, dots, hyphens, colons or underscores"));
        }
        return new RequestKey(caller.tenant(), requestId);
    }

    static void checkOffer(@Nullable String offerId, String pointer, ValidationErrors errors) {
        if (offerId == null) {
            errors.add(pointer, "missing", "The offer id is missing");
        } else if (!OFFER.matcher(offerId).matches()) {
            errors.add(pointer, "malformed", "An offer id has 1 to 64 letters, digits, dots, hyphens or underscores");
        }
    }

    static void checkCode(String code, String pointer, ValidationErrors errors) {
        if (!OfferCode.isAllowed(code)) {
            errors.add(pointer, "malformed", "A code " + OfferCode.RULE);
        }
    }
}
