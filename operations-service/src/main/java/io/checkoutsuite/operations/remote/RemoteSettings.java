package io.checkoutsuite.operations.remote;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The addresses of the other services, and the timeouts of calls.
 *
 * @param timeout of calls of the participants, and of commands to the cart service
 * @param historyTimeout of reading a page of the checkout history
 * @param publicationTimeout of publishing events again; more than the time that the broker may take to acknowledge one
 */
@ConfigurationProperties("suite.operations")
record RemoteSettings(
        @DefaultValue("http://127.0.0.1:8081") String cartUrl,
        @DefaultValue("http://127.0.0.1:8082") String orderUrl,
        @DefaultValue("http://127.0.0.1:8083") String inventoryUrl,
        @DefaultValue("http://127.0.0.1:8084") String offerUrl,
        @DefaultValue("http://127.0.0.1:8085") String paymentUrl,
        @DefaultValue("4s") Duration timeout,
        @DefaultValue("10s") Duration historyTimeout,
        @DefaultValue("12s") Duration publicationTimeout) {}
