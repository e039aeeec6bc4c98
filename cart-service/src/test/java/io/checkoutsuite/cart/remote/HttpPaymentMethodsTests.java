package io.checkoutsuite.cart.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.checkoutsuite.test.http.StubServer;
import io.checkoutsuite.test.http.StubServer.Response;
import io.checkoutsuite.web.http.ServiceClients;
import io.checkoutsuite.web.problem.FieldError;
import io.checkoutsuite.web.problem.ProblemException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpStatus;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.json.JsonMapper;

/** The buyer gets the payment service's refusal of a saved payment when adding it to the cart. */
class HttpPaymentMethodsTests {

    private volatile int status;
    private volatile String problem = "";
    private final StubServer payment =
            new StubServer(request -> new Response(status, "{\"type\":\"https://x/problems/%s\"}".formatted(problem)));

    @AfterEach
    void stop() {
        payment.close();
    }

    private HttpPaymentMethods methods() {
        return new HttpPaymentMethods(
                new ServiceClients(RestClient.builder(), () -> "a-token")
                        .client(PaymentClient.class, payment.url(), Duration.ofSeconds(5)),
                new ProblemReader(JsonMapper.shared()));
    }

    @ParameterizedTest
    @CsvSource({
        "409, payment-method-expired, expired",
        "409, conflict, not-accepted",
        "422, invalid-request, not-accepted",
        "400, malformed-request, not-accepted"
    })
    void a_refusal_is_the_buyers_to_mend(int answered, String type, String code) {
        status = answered;
        problem = type;

        ProblemException refused =
                catchThrowableOfType(ProblemException.class, () -> methods().saved("default", "s-1", "ann"));

        assertThat(refused.getStatusCode()).isEqualTo(HttpStatus.UNPROCESSABLE_CONTENT);
        assertThat(refused.errors())
                .extracting(FieldError::pointer, FieldError::code)
                .containsExactly(tuple("/savedPaymentId", code));
    }

    @Test
    void somebody_elses_is_not_there() {
        status = 404;
        problem = "not-found";

        assertThat(methods().saved("default", "s-1", "ann")).isEmpty();
    }

    @Test
    void a_refused_default_is_reported_where_the_buyer_asked_for_it() {
        status = 409;
        problem = "payment-method-expired";

        ProblemException refused =
                catchThrowableOfType(ProblemException.class, () -> methods().defaultOf("default", "ann"));

        assertThat(refused.errors())
                .extracting(FieldError::pointer, FieldError::code)
                .containsExactly(tuple("/useDefault", "expired"));
    }

    @Test
    void missing_rights_are_not_the_buyers_fault() {
        status = 403;
        problem = "forbidden";

        assertThatThrownBy(() -> methods().saved("default", "s-1", "ann"))
                .isInstanceOf(HttpClientErrorException.Forbidden.class);
    }
}
