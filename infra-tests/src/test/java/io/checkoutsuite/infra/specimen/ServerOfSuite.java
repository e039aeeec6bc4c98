package io.checkoutsuite.infra.specimen;

import io.checkoutsuite.cart.specimen.ClassOfService;
import org.springframework.context.annotation.Configuration;

/** Breaks the rules that a server knows neither the suite nor Spring. */
@Configuration
public class ServerOfSuite {

    ClassOfService service;
}
