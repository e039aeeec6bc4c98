package io.checkoutsuite.cart.remote;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The addresses of the other services, and the timeouts of calls.
 *
 * @param timeout of calls that only access a database
 * @param paymentTimeout of calls that wait for a gateway
 */
@ConfigurationProperties("suite.cart")
record RemoteSettings(
        @DefaultValue("http://127.0.0.1:8082") String orderUrl,
        @DefaultValue("http://127.0.0.1:8083") String inventoryUrl,
        @DefaultValue("http://127.0.0.1:8084") String offerUrl,
        @DefaultValue("http://127.0.0.1:8085") String paymentUrl,
        @DefaultValue("4s") Duration timeout,
        @DefaultValue("10s") Duration paymentTimeout) {

    /** The addresses by service. */
    Map<String, String> urls() {
        Map<String, String> urls = new LinkedHashMap<>();
        urls.put("order", orderUrl);
        urls.put("inventory", inventoryUrl);
        urls.put("offer", offerUrl);
        urls.put("payment", paymentUrl);
        return urls;
    }
}
