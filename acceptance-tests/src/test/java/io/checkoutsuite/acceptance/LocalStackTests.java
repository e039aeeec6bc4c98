package io.checkoutsuite.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.checkoutsuite.infra.FreePorts;
import io.checkoutsuite.stack.Addresses;
import io.checkoutsuite.stack.DataDirectory;
import io.checkoutsuite.stack.LocalStack;
import io.checkoutsuite.stack.Service;
import io.checkoutsuite.stack.ServiceLogs;
import io.checkoutsuite.stack.StackSettings;
import io.checkoutsuite.stack.StackStartException;
import io.checkoutsuite.stack.client.Credentials;
import io.checkoutsuite.stack.client.ServiceResponse;
import io.checkoutsuite.stack.client.SuiteClient;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

class LocalStackTests {

    // The log file outlives the test.
    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    static Path dir;

    @Test
    void data_and_keys_survive_a_restart_and_nobody_else_gets_in_meanwhile() {
        ServiceLogs.writeTo(Path.of("target", "logs").toAbsolutePath());
        StackSettings settings = new StackSettings(
                dir.resolve("data"),
                Addresses.free(),
                FreePorts.next(),
                FreePorts.next(),
                null,
                null,
                Map.of("suite.checkout.max-attempts", "1"));
        SuiteClient client = new SuiteClient(settings.addresses());
        String token;

        try (LocalStack stack = LocalStack.start(settings, part -> {})) {
            assertThat(Service.values()).allMatch(client::isAlive);
            client.importAll(Service.INVENTORY, "/stock/imports", List.of(Map.of("sku", "MUG", "onHand", 7)));
            token = client.operator().headers().get("Authorization");

            assertThatThrownBy(() -> LocalStack.start(settings, part -> {}))
                    .isInstanceOf(StackStartException.class)
                    .hasMessageContaining("is taken");
            assertThatThrownBy(() -> DataDirectory.acquire(settings.data()))
                    .isInstanceOf(StackStartException.class)
                    .hasMessageContaining("Another stack");
        }

        try (LocalStack again = LocalStack.start(settings, part -> {})) {
            ServiceResponse stock =
                    client.get(Service.INVENTORY, "/stock?limit=10", new Credentials(Map.of("Authorization", token)));
            assertThat(stock.body().path("items").path(0).path("onHand").asLong())
                    .isEqualTo(7);
        }
    }
}
