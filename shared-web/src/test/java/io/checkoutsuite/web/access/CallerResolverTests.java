package io.checkoutsuite.web.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.checkoutsuite.web.problem.FieldError;
import io.checkoutsuite.web.problem.ProblemException;
import io.checkoutsuite.web.problem.Problems;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.core.MethodParameter;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.context.request.ServletWebRequest;

class CallerResolverTests {

    private final MockHttpServletRequest request = new MockHttpServletRequest();

    @AfterEach
    void forget() {
        SecurityContextHolder.clearContext();
    }

    @Test
    void a_token_without_a_tenant_is_of_the_one_tenant_where_that_is_configured() throws Exception {
        signedIn("customer", null);

        assertThat(caller("acme").tenant()).isEqualTo("acme");
        assertThatThrownBy(() -> caller(null)).isInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> caller("unknown")).isInstanceOf(ProblemException.class);
    }

    @Test
    void a_customers_header_names_no_tenant_and_a_services_does() throws Exception {
        request.addHeader("X-Tenant", "acme");

        signedIn("customer", "default");
        assertThat(caller(null).tenant()).isEqualTo("default");
        signedIn("service", "default");
        assertThat(caller(null).tenant()).isEqualTo("acme");
        SecurityContextHolder.clearContext();
        assertThat(caller(null).tenant()).isEqualTo("acme");
    }

    @Test
    void a_service_whose_header_names_no_tenant_is_of_its_tokens() throws Exception {
        signedIn("service", "acme");

        assertThat(caller(null).tenant()).isEqualTo("acme");
        assertThat(caller("default").tenant()).isEqualTo("acme");
    }

    @Test
    void a_service_that_names_no_tenant_at_all_is_refused_unless_there_is_only_one() throws Exception {
        signedIn("service", null);

        assertThatThrownBy(() -> caller(null)).isInstanceOfSatisfying(ProblemException.class, refused -> {
            assertThat(refused.getBody().getType()).isEqualTo(Problems.MALFORMED.uri());
            assertThat(refused.errors())
                    .extracting(FieldError::pointer, FieldError::code)
                    .containsExactly(tuple("header:X-Tenant", "missing"));
        });
        request.addHeader("X-Tenant", " ");
        assertThatThrownBy(() -> caller(null)).isInstanceOf(ProblemException.class);
        assertThat(caller("acme").tenant()).isEqualTo("acme");
        assertThat(caller(null, Set.of("globex")).tenant()).isEqualTo("globex");
    }

    @Test
    void a_guest_who_names_no_tenant_is_of_the_default_one() throws Exception {
        assertThat(caller(null).tenant()).isEqualTo("default");
        assertThat(caller("acme").tenant()).isEqualTo("acme");
        request.addHeader("X-Tenant", "elsewhere");
        assertThatThrownBy(() -> caller(null)).isInstanceOf(ProblemException.class);
    }

    private static void signedIn(String scope, String tenant) {
        Jwt.Builder token = Jwt.withTokenValue("token").header("alg", "none").subject("carla");
        if (tenant != null) {
            token.claim("tenant", tenant);
        }
        SecurityContextHolder.getContext()
                .setAuthentication(new JwtAuthenticationToken(
                        token.build(), List.of(new SimpleGrantedAuthority("SCOPE_" + scope))));
    }

    private Caller caller(String defaultTenant) throws Exception {
        return caller(defaultTenant, Set.of("default", "acme"));
    }

    private Caller caller(String defaultTenant, Set<String> tenants) throws Exception {
        Method any = Object.class.getMethod("toString");
        return new CallerResolver(new AccessSettings(
                        tenants, null, Duration.ofHours(1), false, false, defaultTenant, null, null, null))
                .resolveArgument(new MethodParameter(any, -1), null, new ServletWebRequest(request), null);
    }
}
