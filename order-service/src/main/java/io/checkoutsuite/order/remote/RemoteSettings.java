package io.checkoutsuite.order.remote;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How to reach the payment service.
 *
 * @param timeout the maximum time for a response
 */
@ConfigurationProperties("suite.order")
record RemoteSettings(
        @DefaultValue("http://127.0.0.1:8085") String paymentUrl,
        @DefaultValue("4s") Duration timeout) {}
