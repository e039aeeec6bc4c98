package io.checkoutsuite.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.checkoutsuite.infra.FreePorts;
import io.checkoutsuite.stack.client.Answer;
import io.checkoutsuite.stack.client.Credentials;
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
                dir.resolve("data"), new Addresses(fivePorts()), FreePorts.next(), FreePorts.next(), null, null);
        SuiteClient client = new SuiteClient(settings.addresses());
        String token;

        try (LocalStack stack = LocalStack.start(settings, part -> {})) {
            assertThat(Service.values()).allMatch(client::answers);
            client.importAll(Service.INVENTORY, "/stock/imports", List.of(Map.of("sku", "MUG", "onHand", 7)));
            token = client.operator().headers().get("Authorization");

            assertThatThrownBy(() -> LocalStack.start(settings, part -> {}))
                    .isInstanceOf(StackRefused.class)
                    .hasMessageContaining("is taken");
            assertThatThrownBy(() -> DataDirectory.hold(settings.data()))
                    .isInstanceOf(StackRefused.class)
                    .hasMessageContaining("Another stack");
        }

        try (LocalStack again = LocalStack.start(settings, part -> {})) {
            Answer stock =
                    client.get(Service.INVENTORY, "/stock?limit=10", new Credentials(Map.of("Authorization", token)));
            assertThat(stock.body().path("items").path(0).path("onHand").asLong())
                    .isEqualTo(7);
        }
    }

    private static int fivePorts() {
        for (int attempt = 0; attempt < 100; attempt++) {
            int first = FreePorts.next();
            if (java.util.stream.IntStream.range(first, first + 5).allMatch(LocalStackTests::isFree)) {
                return first;
            }
        }
        throw new IllegalStateException("No five free ports in a row");
    }

    private static boolean isFree(int port) {
        try (java.net.ServerSocket socket = new java.net.ServerSocket()) {
            socket.bind(new java.net.InetSocketAddress(java.net.InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (java.io.IOException e) {
            return false;
        }
    }
}
