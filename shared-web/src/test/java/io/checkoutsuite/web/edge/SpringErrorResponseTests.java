package io.checkoutsuite.web.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.checkoutsuite.web.problem.FieldError;
import io.checkoutsuite.web.problem.ProblemException;
import io.checkoutsuite.web.problem.Problems;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.springframework.context.support.StaticMessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.web.ErrorResponse;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Whoever knows the error responses of Spring knows our problems. */
class SpringErrorResponseTests {

    private static final FieldError ERROR = new FieldError("/name", "missing", "name is missing");

    private static ProblemException problem() {
        return new ProblemException(Problems.CONFLICT, "It is sold", List.of(ERROR))
                .with("orderNumber", "100000")
                .withHeader("Retry-After", "5");
    }

    @Test
    void a_problem_is_an_error_response_with_its_document() {
        ErrorResponse response = problem();

        ProblemDetail document = response.getBody();
        assertThat(response.getStatusCode()).isEqualTo(HttpStatus.CONFLICT);
        assertThat(response.getHeaders().getFirst("Retry-After")).isEqualTo("5");
        assertThat(response.getHeaders().getContentType()).isEqualTo(MediaType.APPLICATION_PROBLEM_JSON);
        assertThat(document.getType()).isEqualTo(Problems.CONFLICT.uri());
        assertThat(document.getTitle()).isEqualTo(Problems.CONFLICT.title());
        assertThat(document.getDetail()).isEqualTo("It is sold");
        assertThat(document.getProperties())
                .containsEntry("errors", List.of(ERROR))
                .containsEntry("orderNumber", "100000");
    }

    @Test
    void springs_own_handling_answers_with_it() throws Exception {
        ResponseEntity<Object> response = new ResponseEntityExceptionHandler() {}.handleException(
                problem(), new ServletWebRequest(new MockHttpServletRequest()));

        assertThat(response).isNotNull();
        assertThat(response.getStatusCode()).isEqualTo(HttpStatus.CONFLICT);
        assertThat(response.getHeaders().getFirst("Retry-After")).isEqualTo("5");
        assertThat(response.getBody()).isEqualTo(problem().getBody());
    }

    @Test
    void a_message_source_may_translate_its_detail() {
        ProblemException problem = problem();
        StaticMessageSource messages = new StaticMessageSource();
        messages.addMessage(problem.getDetailMessageCode(), Locale.GERMAN, "Schon verkauft");

        assertThat(problem.updateAndGetBody(messages, Locale.GERMAN).getDetail())
                .isEqualTo("Schon verkauft");
    }

    @Test
    void a_refusal_has_no_stack_trace_and_says_its_detail() {
        assertThat(problem().getStackTrace()).isEmpty();
        assertThat(problem()).hasMessage("It is sold");
    }
}
