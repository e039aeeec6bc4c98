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

/**
 * Reads the caller from the token and the headers. A customer's tenant comes from the token. Guests and services name their tenant in a
 * header; without it, a guest belongs to the default tenant and a service to the tenant of its token.
 */
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
            return new Caller(tenantOfGuest(tenantHeader), null, Set.of(), guestToken);
        }
        Set<Caller.Scope> scopes = scopes(token);
        Object claim = token.getToken().getClaims().get("tenant");
        String tenant =
                scopes.contains(Caller.Scope.SERVICE) ? tenantOfService(tenantHeader, claim) : tenantOfToken(claim);
        return new Caller(tenant, requireUsable(token.getToken().getSubject()), scopes, guestToken);
    }

    /** Requires a subject that is a valid customer id, because it is stored and sent to other services as one. */
    private static @Nullable String requireUsable(@Nullable String subject) {
        if (subject != null && !Limits.isCustomerId(subject)) {
            throw new ProblemException(
                    Problems.UNAUTHENTICATED, "The token's subject has more than 255 characters or unprintable ones");
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

    /** A token without a tenant must not open the data of an arbitrary tenant: it is refused unless there is a default tenant. */
    private String tenantOfToken(@Nullable Object claim) {
        String tenant = claim instanceof String named && !named.isBlank()
                ? named
                : claim == null ? settings.defaultTenant() : null;
        if (tenant == null || !settings.tenants().contains(tenant)) {
            throw new ProblemException(Problems.FORBIDDEN, "The token does not name a tenant of this installation");
        }
        return tenant;
    }

    /** The tenant is never guessed if there are several: a service that names none might act for the wrong one. */
    private String tenantOfService(@Nullable String header, @Nullable Object claim) {
        if (header != null && !header.isBlank()) {
            return requireKnown(header);
        }
        if (claim instanceof String named) {
            return requireKnown(named);
        }
        if (settings.tenants().size() == 1) {
            return settings.tenants().iterator().next();
        }
        if (settings.defaultTenant() == null) {
            throw refused("missing", "A service must name the tenant that it acts for");
        }
        return requireKnown(settings.defaultTenant());
    }

    /** Guests of a shop with only one tenant need not name it. */
    private String tenantOfGuest(@Nullable String header) {
        if (header != null && !header.isBlank()) {
            return requireKnown(header);
        }
        return requireKnown(
                settings.defaultTenant() == null ? AccessSettings.DEFAULT_TENANT : settings.defaultTenant());
    }

    private String requireKnown(String tenant) {
        if (!settings.tenants().contains(tenant)) {
            throw refused("unknown-tenant", "There is no such tenant");
        }
        return tenant;
    }

    private static ProblemException refused(String code, String message) {
        return new ProblemException(
                Problems.MALFORMED, new FieldError("header:" + AccessHeaders.TENANT, code, message));
    }
}
