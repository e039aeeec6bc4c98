package io.checkoutsuite.offer.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.checkoutsuite.offer.offer.Offer;
import io.checkoutsuite.offer.offer.Offers;
import io.checkoutsuite.offer.usage.Limit;
import io.checkoutsuite.offer.usage.UsageCounts;
import io.checkoutsuite.web.access.Caller;
import io.checkoutsuite.web.apidocs.DocumentedProblems;
import io.checkoutsuite.web.http.Page;
import io.checkoutsuite.web.http.QueryParameters;
import io.checkoutsuite.web.problem.ProblemException;
import io.checkoutsuite.web.problem.ValidationErrors;
import io.swagger.v3.oas.annotations.Operation;
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
    record OfferResponse(@JsonUnwrapped OfferDefinition offer, UsageCounts.@Nullable UsageCount uses) {}

    /** An offer in a list. */
    record OfferSummaryResponse(@JsonUnwrapped OfferDefinition offer) {}

    @Operation(summary = "Creates or replaces an offer")
    @PutMapping("/{offerId}")
    @DocumentedProblems(never = "not-found")
    OfferResponse putOffer(Caller caller, @PathVariable String offerId, @Valid @RequestBody OfferDefinition body) {
        ValidationErrors errors = new ValidationErrors();
        IdRules.checkOffer(offerId, "/offerId", errors);
        errors.throwIfAny();
        offers.putAll(List.of(body.offer(caller.tenant(), offerId)));
        return readOffer(caller, offerId);
    }

    @Operation(summary = "Returns an offer with the usage of its limit")
    @GetMapping("/{offerId}")
    OfferResponse readOffer(Caller caller, @PathVariable String offerId) {
        Offer offer = offers.find(caller.tenant(), offerId).orElseThrow(() -> ProblemException.notFound("offer"));
        Long max = offer.limits().maxUses();
        return new OfferResponse(
                OfferDefinition.of(offer), max == null ? null : usageCounts.count(Limit.counterOf(offer), max));
    }

    @Operation(summary = "Removes an offer, so that carts no longer get it")
    @DeleteMapping("/{offerId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void removeOffer(Caller caller, @PathVariable String offerId) {
        if (!offers.remove(caller.tenant(), offerId)) {
            throw ProblemException.notFound("offer");
        }
    }

    @Operation(summary = "Lists all offers of the shop")
    @GetMapping
    Page<OfferSummaryResponse> listOffers(
            Caller caller,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam(defaultValue = "") String after,
            @RequestParam Map<String, String> parameters) {
        QueryParameters.requireKnown(parameters.keySet(), Set.of());
        int size = Page.limit(limit);
        List<OfferDefinition> found = offers.page(caller.tenant(), after, size + 1).stream()
                .map(OfferDefinition::of)
                .toList();
        return Page.of(found, size, offer -> String.valueOf(offer.offerId())).map(OfferSummaryResponse::new);
    }
}
