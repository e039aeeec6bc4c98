package io.checkoutsuite.offer.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.checkoutsuite.offer.offer.Offer;
import io.checkoutsuite.offer.offer.Offers;
import io.checkoutsuite.offer.usage.Limit;
import io.checkoutsuite.offer.usage.UsageCounts;
import io.checkoutsuite.web.access.Caller;
import io.checkoutsuite.web.http.Page;
import io.checkoutsuite.web.http.QueryParameters;
import io.checkoutsuite.web.problem.ProblemException;
import io.checkoutsuite.web.problem.ValidationErrors;
import jakarta.validation.Valid;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/offers")
@RequiredArgsConstructor
class OfferController {

    private final Offers offers;
    private final UsageCounts usageCounts;

    /** @param uses the usage of the limit for all buyers; null without such a limit */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record OfferResponse(@JsonUnwrapped OfferBody offer, UsageCounts.@Nullable Count uses) {}

    @PutMapping("/{offerId}")
    OfferResponse putOffer(Caller caller, @PathVariable String offerId, @Valid @RequestBody OfferBody body) {
        ValidationErrors errors = new ValidationErrors();
        IdRules.checkOffer(offerId, "/offerId", errors);
        errors.throwIfAny();
        offers.putAll(List.of(body.offer(caller.tenant(), offerId)));
        return readOffer(caller, offerId);
    }

    @GetMapping("/{offerId}")
    OfferResponse readOffer(Caller caller, @PathVariable String offerId) {
        Offer offer = offers.find(caller.tenant(), offerId).orElseThrow(() -> ProblemException.notFound("offer"));
        Long max = offer.limits().maxUses();
        return new OfferResponse(
                OfferBody.of(offer), max == null ? null : usageCounts.count(Limit.counterOf(offer), max));
    }

    @DeleteMapping("/{offerId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void removeOffer(Caller caller, @PathVariable String offerId) {
        if (!offers.remove(caller.tenant(), offerId)) {
            throw ProblemException.notFound("offer");
        }
    }

    @GetMapping
    Page<OfferBody> listOffers(
            Caller caller,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam(defaultValue = "") String after,
            @RequestParam Map<String, String> parameters) {
        QueryParameters.requireKnown(parameters.keySet(), Set.of());
        int size = Page.limit(limit);
        List<OfferBody> found = offers.page(caller.tenant(), after, size + 1).stream()
                .map(OfferBody::of)
                .toList();
        return Page.of(found, size, offer -> String.valueOf(offer.offerId()));
    }
}
