package io.checkoutsuite.web.access;

import io.checkoutsuite.limits.Limits;
import io.checkoutsuite.web.problem.FieldError;
import io.checkoutsuite.web.problem.ProblemException;
import io.checkoutsuite.web.problem.Problems;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Reads the caller from the token and the headers. A customer's tenant is the token's; guests and services name theirs. */
@RequiredArgsConstructor
final class CallerResolver implements HandlerMethodArgumentResolver {

    private final AccessSettings settings;

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Caller.class;
    }

    @Override
    public Caller resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
        return caller(
                SecurityContextHolder.getContext().getAuthentication(),
                request.getHeader(AccessHeaders.TENANT),
                request.getHeader(AccessHeaders.GUEST_TOKEN));
    }

    private Caller caller(
            @Nullable Authentication authentication, @Nullable String tenantHeader, @Nullable String guestToken) {
        if (!(authentication instanceof JwtAuthenticationToken token)) {
            return new Caller(known(tenantHeader), null, Set.of(), guestToken);
        }
        Set<Caller.Scope> scopes = scopes(token);
        String tenant = scopes.contains(Caller.Scope.SERVICE)
                ? known(tenantHeader)
                : ofToken(token.getToken().getClaims().get("tenant"));
        return new Caller(tenant, usable(token.getToken().getSubject()), scopes, guestToken);
    }

    /** Whatever the issuer calls a subject is stored and sent to other services as a customer's id. */
    private static @Nullable String usable(@Nullable String subject) {
        if (subject != null && !Limits.isCustomerId(subject)) {
            throw new ProblemException(
                    Problems.UNAUTHENTICATED, "The token's subject has more than 255 characters, or unprintable ones");
        }
        return subject;
    }

    private static Set<Caller.Scope> scopes(JwtAuthenticationToken token) {
        Set<String> granted = token.getAuthorities().stream()
                .map(GrantedAuthority::getAuthority)
                .collect(Collectors.toSet());
        return Arrays.stream(Caller.Scope.values())
                .filter(scope -> granted.contains(scope.authority()))
                .collect(Collectors.toSet());
    }

    /** A token that says nothing of its tenant is nobody's: it must not open the data of whichever tenant came first. */
    private String ofToken(@Nullable Object claim) {
        String tenant = claim instanceof String named && !named.isBlank()
                ? named
                : claim == null ? settings.defaultTenant() : null;
        if (tenant == null || !settings.tenants().contains(tenant)) {
            throw new ProblemException(Problems.FORBIDDEN, "The token does not name a tenant of this installation");
        }
        return tenant;
    }

    private String known(@Nullable String tenant) {
        String named = tenant == null || tenant.isBlank() ? ofNobody() : tenant;
        if (!settings.tenants().contains(named)) {
            throw new ProblemException(
                    Problems.MALFORMED,
                    new FieldError("header:" + AccessHeaders.TENANT, "unknown-tenant", "There is no such tenant"));
        }
        return named;
    }

    /** Guests of a shop with one tenant do not name it. */
    private String ofNobody() {
        return settings.defaultTenant() == null ? AccessSettings.DEFAULT_TENANT : settings.defaultTenant();
    }
}
