package io.checkoutsuite.messaging.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class DeadLetterSettingsTests {

    private static DeadLetterSettings unassigned(@Nullable String tenant) {
        return new DeadLetterSettings(tenant, DataSize.ofKilobytes(256));
    }

    @Test
    void letters_of_unknown_tenants_are_always_seen_by_somebody() {
        assertThat(unassigned(null).resolve(Set.of("default", "acme")).unassignedTenant())
                .isEqualTo("default");
        assertThat(unassigned(null).resolve(Set.of("acme")).unassignedTenant()).isEqualTo("acme");
        assertThat(unassigned("globex").resolve(Set.of("acme", "globex")).unassignedTenant())
                .isEqualTo("globex");
    }

    @Test
    void a_service_whose_unassigned_tenant_does_not_exist_is_refused_at_start() {
        assertThatThrownBy(() -> unassigned(null).resolve(Set.of("globex", "acme")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(
                        "unassigned-tenant is default, which is not one of suite.access.tenants (acme, globex)");
        assertThatThrownBy(() -> unassigned("elsewhere").resolve(Set.of("acme")))
                .isInstanceOf(IllegalStateException.class);
    }
}
