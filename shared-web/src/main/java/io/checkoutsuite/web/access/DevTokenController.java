package io.checkoutsuite.web.access;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.checkoutsuite.web.limits.ValidCustomerId;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Issues tokens to developers; exists only if the development issuer is enabled. */
@RestController
@ConditionalOnProperty("suite.access.dev-secret")
@RequiredArgsConstructor
class DevTokenController {

    private static final int LONGEST = 100;

    private final DevTokens tokens;

    record DevTokenRequest(
            @NotBlank @ValidCustomerId String sub,

            @NotBlank
            @Size(max = LONGEST)
            @Pattern(
                    regexp = "(customer|csr|operator|service)( (customer|csr|operator|service)){0,3}",
                    message = "must consist of customer, csr, operator and service")
            String scope,

            @Nullable @Size(max = LONGEST) String tenant) {}

    record DevTokenResponse(
            @JsonProperty("access_token") String accessToken,
            @JsonProperty("token_type") String tokenType,
            @JsonProperty("expires_in") long expiresIn) {}

    @Operation(summary = "Issues a token of the development issuer")
    @PostMapping("/dev/tokens")
    DevTokenResponse issueToken(@Valid @RequestBody DevTokenRequest request) {
        String tenant = request.tenant() == null ? AccessSettings.DEFAULT_TENANT : request.tenant();
        return new DevTokenResponse(
                tokens.issue(request.sub(), request.scope(), tenant),
                "Bearer",
                tokens.life().toSeconds());
    }
}
