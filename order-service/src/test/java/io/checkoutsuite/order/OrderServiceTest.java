package io.checkoutsuite.order;

import io.checkoutsuite.test.servers.TestServersInitializer;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.TestConstructor;

/** A test of the whole service with a broker and a database. All such tests share one application context. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
        classes = {OrderApplication.class, Fixtures.class},
        properties = {
            "spring.config.name=order",
            "suite.access.dev-secret=a-secret-that-only-tests-know-of",
            "suite.access.tenants=default,other"
        },
        webEnvironment = WebEnvironment.RANDOM_PORT)
@ContextConfiguration(initializers = {TestServersInitializer.class, PaymentStub.class})
@TestConstructor(autowireMode = TestConstructor.AutowireMode.ALL)
public @interface OrderServiceTest {}
