package io.checkoutsuite.web.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.HttpServerErrorException;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClientException;

class IdempotentCallsTests {

    private int calls;

    @Test
    void a_missing_a_broken_and_a_faulty_answer_are_asked_for_again() {
        for (RestClientException failure : List.of(
                new ResourceAccessException("no answer"),
                new RestClientException("the body broke off"),
                new HttpServerErrorException(HttpStatus.SERVICE_UNAVAILABLE))) {
            Iterator<RestClientException> once = List.of(failure).iterator();

            assertThat(IdempotentCalls.retry(() -> answer(once))).isEqualTo("done");
        }
    }

    @Test
    void a_call_that_stays_without_an_answer_fails_after_the_second_attempt() {
        assertThatThrownBy(() -> IdempotentCalls.retry(this::neverAnswered)).hasMessage("no answer");

        assertThat(calls).isEqualTo(2);
    }

    @Test
    void a_refusal_is_an_answer() {
        assertThatThrownBy(() -> IdempotentCalls.retry(this::refused)).isInstanceOf(HttpClientErrorException.class);

        assertThat(calls).isEqualTo(1);
    }

    private static String answer(Iterator<RestClientException> failures) {
        if (failures.hasNext()) {
            throw failures.next();
        }
        return "done";
    }

    private String neverAnswered() {
        calls++;
        throw new ResourceAccessException("no answer");
    }

    private String refused() {
        calls++;
        throw new HttpClientErrorException(HttpStatus.CONFLICT);
    }
}
