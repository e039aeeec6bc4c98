package io.checkoutsuite.offer.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.checkoutsuite.offer.offer.Code;
import io.checkoutsuite.offer.offer.Codes;
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
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/codes")
@RequiredArgsConstructor
class CodeController {

    private final Codes codes;
    private final Offers offers;
    private final UsageCounts usageCounts;

    /** @param uses the usage of the limit for all buyers; null without such a limit */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record CodeResponse(@JsonUnwrapped CodeDefinition code, UsageCounts.@Nullable UsageCount uses) {}

    /** A code in a list. */
    record CodeSummaryResponse(@JsonUnwrapped CodeDefinition code) {}

    @Operation(summary = "Creates or replaces a code of an offer")
    @PutMapping("/{code}")
    @DocumentedProblems(never = "not-found")
    CodeResponse putCode(Caller caller, @PathVariable String code, @Valid @RequestBody CodeDefinition body) {
        ValidationErrors errors = new ValidationErrors();
        IdRules.checkCode(code, "/code", errors);
        if (offers.find(caller.tenant(), String.valueOf(body.offerId())).isEmpty()) {
            errors.add("/offerId", "unknown", "There is no such offer");
        }
        errors.throwIfAny();
        codes.putAll(List.of(body.code(caller.tenant(), code)));
        return readCode(caller, code);
    }

    @Operation(summary = "Returns a code with the usage of its limit")
    @GetMapping("/{code}")
    CodeResponse readCode(Caller caller, @PathVariable("code") String name) {
        Code code =
                codes.find(caller.tenant(), Code.canonical(name)).orElseThrow(() -> ProblemException.notFound("code"));
        Long max = code.limits().maxUses();
        return new CodeResponse(
                CodeDefinition.of(code), max == null ? null : usageCounts.count(Limit.counterOf(code), max));
    }

    @Operation(summary = "Lists the codes of all offers")
    @GetMapping
    Page<CodeSummaryResponse> listCodes(
            Caller caller,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam(defaultValue = "") String after,
            @RequestParam Map<String, String> parameters) {
        QueryParameters.requireKnown(parameters.keySet(), Set.of());
        int size = Page.limit(limit);
        List<CodeDefinition> found = codes.page(caller.tenant(), Code.canonical(after), size + 1).stream()
                .map(CodeDefinition::of)
                .toList();
        return Page.of(found, size, code -> String.valueOf(code.code())).map(CodeSummaryResponse::new);
    }
}
