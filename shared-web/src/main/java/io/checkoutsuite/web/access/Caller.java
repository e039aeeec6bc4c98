package io.checkoutsuite.web.access;

import io.checkoutsuite.events.ContextInfo;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who sent a request, and for which tenant. Controllers take it as an argument.
 *
 * @param subject the token's subject: a customer's id, an operator or a service; null for guests
 * @param guestToken the token that a guest sent to prove that a cart is theirs; null if there was none
 */
public record Caller(
        String tenant,
        @Nullable String subject,
        Set<Scope> scopes,
        @Nullable String guestToken) {

    public Caller {
        scopes = Set.copyOf(scopes);
    }

    /** What a token allows. */
    public enum Scope {
        CUSTOMER,
        CSR,
        OPERATOR,
        SERVICE;

        /** The corresponding Spring Security authority. */
        public String authority() {
            return "SCOPE_" + name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    public boolean has(Scope scope) {
        return scopes.contains(scope);
    }

    /** Staff may act for any customer of their tenant. */
    public boolean isStaff() {
        return has(Scope.CSR) || has(Scope.OPERATOR) || has(Scope.SERVICE);
    }

    public boolean isCustomer(@Nullable String customerId) {
        return customerId != null && customerId.equals(subject) && has(Scope.CUSTOMER);
    }

    public ContextInfo contextInfo() {
        return ContextInfo.of(tenant);
    }
}
