package io.checkoutsuite.stack;

import io.checkoutsuite.infra.FreePorts;
import io.checkoutsuite.stack.client.ServiceAddresses;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The addresses of the services of one stack: consecutive ports on the loopback interface.
 *
 * @param firstPort the cart service's port
 */
public record Addresses(int firstPort) implements ServiceAddresses {

    private static final int ATTEMPTS = 1_000;

    /**
     * Finds consecutive ports on which no process listens now.
     *
     * @throws IllegalStateException if there are none
     */
    public static Addresses free() {
        return Stream.generate(FreePorts::next)
                .limit(ATTEMPTS)
                .map(Addresses::new)
                .filter(addresses -> Stream.of(Service.values()).allMatch(service -> isFree(addresses.port(service))))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No consecutive free ports found"));
    }

    static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }

    public int port(Service service) {
        return firstPort + service.ordinal();
    }

    @Override
    public URI of(Service service) {
        return URI.create("http://127.0.0.1:" + port(service));
    }

    /** The settings with which the services find each other; each service uses some of them. */
    public Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        for (Service service : Service.CHECKOUT) {
            String url = of(service).toString();
            settings.put("suite.cart." + service.id() + "-url", url);
            settings.put("suite.operations." + service.id() + "-url", url);
        }
        settings.put("suite.cart-url", of(Service.CART).toString());
        settings.put("suite.order.payment-url", of(Service.PAYMENT).toString());
        return settings;
    }
}
