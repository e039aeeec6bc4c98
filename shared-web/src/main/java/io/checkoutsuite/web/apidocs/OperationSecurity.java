package io.checkoutsuite.web.apidocs;

import io.checkoutsuite.web.access.AccessHeaders;
import io.checkoutsuite.web.access.Caller;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.web.access.WebInvocationPrivilegeEvaluator;

/** Who may call an operation, according to the access rules. */
@RequiredArgsConstructor
final class OperationSecurity {

    private static final String BEARER = "bearerToken";
    private static final String GUEST = "guestToken";

    private static final Authentication NOBODY = new AnonymousAuthenticationToken(
            "api document", "anonymous", AuthorityUtils.createAuthorityList("ROLE_ANONYMOUS"));

    private final WebInvocationPrivilegeEvaluator access;

    static Map<String, SecurityScheme> schemes() {
        return Map.of(
                BEARER,
                new SecurityScheme()
                        .type(SecurityScheme.Type.HTTP)
                        .scheme("bearer")
                        .bearerFormat("JWT")
                        .description(
                                "The token of a registered customer, of staff or of a service; the required scope is listed"
                                        + " with each operation"),
                GUEST,
                new SecurityScheme()
                        .type(SecurityScheme.Type.APIKEY)
                        .in(SecurityScheme.In.HEADER)
                        .name(AccessHeaders.GUEST_TOKEN)
                        .description("The token that was returned when the guest's cart was created"));
    }

    boolean isPublic(String path, String method) {
        return isAllowed(path, method, NOBODY);
    }

    /** A service may be newer than the one that it calls, so unknown members of its requests are skipped. */
    boolean isForServicesOnly(String path, String method) {
        return Arrays.stream(Caller.Scope.values())
                .filter(scope -> isAllowed(path, method, of(scope)))
                .toList()
                .equals(List.of(Caller.Scope.SERVICE));
    }

    /** The alternatives, each sufficient; empty if no token has an effect. */
    List<SecurityRequirement> requirements(String path, String method, List<Handler> handlers) {
        if (!isPublic(path, method)) {
            return Arrays.stream(Caller.Scope.values())
                    .filter(scope -> isAllowed(path, method, of(scope)))
                    .map(scope -> new SecurityRequirement()
                            .addList(BEARER, scope.name().toLowerCase(Locale.ROOT)))
                    .toList();
        }
        if (handlers.stream().noneMatch(handler -> handler.has(Caller.class))) {
            return List.of();
        }
        List<SecurityRequirement> alternatives = new ArrayList<>(List.of(new SecurityRequirement().addList(BEARER)));
        Optional<AcceptsGuestToken> guests = handlers.stream()
                .flatMap(handler -> handler.annotations(AcceptsGuestToken.class))
                .findFirst();
        guests.ifPresent(any -> alternatives.add(new SecurityRequirement().addList(GUEST)));
        if (guests.isEmpty() || !guests.get().required()) {
            alternatives.add(new SecurityRequirement());
        }
        return alternatives;
    }

    private boolean isAllowed(String path, String method, Authentication caller) {
        return access.isAllowed("", path.replaceAll("\\{[^}]+}", "any"), method, caller);
    }

    private static Authentication of(Caller.Scope scope) {
        return UsernamePasswordAuthenticationToken.authenticated(
                "api document", "", AuthorityUtils.createAuthorityList(scope.authority()));
    }
}
