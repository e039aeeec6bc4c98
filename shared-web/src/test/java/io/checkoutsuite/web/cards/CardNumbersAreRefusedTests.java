package io.checkoutsuite.web.cards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.checkoutsuite.web.problem.FieldError;
import io.checkoutsuite.web.problem.ProblemException;
import io.checkoutsuite.web.problem.Problems;
import java.nio.charset.Charset;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** An endpoint without any code for card numbers never receives one. */
class CardNumbersAreRefusedTests {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final MockMvc edge = MockMvcBuilders.standaloneSetup(new NewEndpoint())
            .setControllerAdvice(new CardNumberBodyAdvice(JSON))
            .addInterceptors(new CardNumberInterceptor())
            .build();

    @RestController
    static class NewEndpoint {

        record Name(String name) {}

        @PostMapping("/things/{id}")
        String typed(@PathVariable String id, @RequestBody Name name) {
            return name.name();
        }

        @PostMapping("/bytes")
        int bytes(@RequestBody byte[] body) {
            return body.length;
        }

        @PostMapping("/notifications")
        int notified(@RequestBody @CardNumbersAllowed byte[] body) {
            return body.length;
        }
    }

    /** The pointer of each is as long as all names above it; fifty thousand of them took gigabytes. */
    @Test
    @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void of_very_many_card_numbers_deep_in_a_body_the_first_hundred_are_named() throws Exception {
        String name = "~".repeat(1_000);
        String body = ("{\"" + name + "\":").repeat(60) + "["
                + String.join(",", Collections.nCopies(45_000, "\"4111111111111111\"")) + "]" + "}".repeat(60);

        assertThat(unread(sent("/bytes", body)).errors()).hasSize(100);
    }

    private static MockHttpServletRequestBuilder sent(String path, String body) {
        return post(path).contentType(MediaType.APPLICATION_JSON).content(body);
    }

    private List<String> refusals(MockHttpServletRequestBuilder request) throws Exception {
        ProblemException problem = unread(request);
        assertThat(problem.errors()).extracting(FieldError::code).containsOnly("card-number");
        assertThat(problem.getMessage() + problem.errors()).doesNotContain("1111");
        return problem.errors().stream().map(FieldError::pointer).toList();
    }

    @Test
    void every_place_in_a_body_is_named() throws Exception {
        assertThat(refusals(sent("/things/1", """
                {"name":"Ann","attributes":{"engraving":"4111 1111 1111 1111"},"unread":[1,{"a/b":"x 4111111111111111"}],
                 "number":4111111111111111,"4111-1111-1111-1111":{"inner":"4111111111111111"}}
                """)))
                .containsExactly("/attributes/engraving", "/unread/1/a~1b", "/number", "/?", "/?/inner");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"name\":\"4111111111111111\"}",
                "{\"name\":\"\\u0034111111111111111\"}",
                "{\"name\":\"4111\\t1111\\t1111\\t1111\"}",
                "{\"name\":\"4111\\/1111\\/1111\\/1111\"}",
                "{\"name\":\"4111:1111:1111:1111\"}",
                "{\"name\":\"(4111)(1111)(1111)(1111)\"}",
                "{\"name\":\"4111!1111@1111#1111\"}",
                "\uFEFF{\"name\":\"4111    1111    1111    1111\"}",
                "{\"name\":\"\uFF14\uFF11\uFF11\uFF11\uFF11\uFF11\uFF11\uFF11\uFF11\uFF11\uFF11\uFF11\uFF11\uFF11\uFF11\uFF11\"}",
                "{\"name\":\"4111\u200B1111\u200B1111\u200B1111\"}",
                "{\"name\":\"4111 1111 1111 1111\"} trailing"
            })
    void however_it_is_written_and_whoever_reads_the_body(String body) throws Exception {
        assertThat(refusals(sent("/things/1", body))).containsExactly("/name");
        assertThat(refusals(sent("/bytes", body))).containsExactly("/name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32", "UTF-32LE", "UTF-32BE"})
    void a_body_that_is_not_in_utf_8_is_not_read(String encoding) throws Exception {
        byte[] body =
                "{\"name\":\"\u0664\u0662\u0664\u0662\u0664\u0662\u0664\u0662\u0664\u0662\u0664\u0662\u0664\u0662\u0664\u0662\"}"
                        .getBytes(Charset.forName(encoding));

        for (String path : List.of("/things/1", "/bytes")) {
            assertThat(unread(sent(path, "").content(body)).getBody().getType()).isEqualTo(Problems.MALFORMED.uri());
        }
    }

    /** JSON readers detect Unicode encodings by themselves; for other encodings they trust the header. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json;charset=ISO-8859-1",
                "application/json;charset=IBM500",
                "application/json;charset=UTF-16"
            })
    void a_body_that_says_to_be_in_another_encoding_is_not_read(String type) throws Exception {
        byte[] body = "{\"name\":\"\u00FC 4111111111111111\"}"
                .getBytes(MediaType.parseMediaType(type).getCharset());

        ProblemException refused =
                unread(sent("/things/1", "").contentType(type).content(body));

        assertThat(refused.getBody().getType()).isEqualTo(Problems.MALFORMED.uri());
        assertThat(refused.errors()).extracting(FieldError::pointer).containsExactly("header:Content-Type");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/yaml", "application/xml", "application/cbor", "text/plain"})
    void a_body_that_does_not_say_to_be_json_is_not_read(String type) throws Exception {
        ProblemException refused =
                unread(sent("/bytes", "name: 4111111111111111").contentType(type));

        assertThat(refused.getBody().getType()).isEqualTo(Problems.UNSUPPORTED_MEDIA_TYPE.uri());
    }

    private ProblemException unread(MockHttpServletRequestBuilder request) throws Exception {
        Exception refused = edge.perform(request).andReturn().getResolvedException();
        assertThat(refused).isInstanceOf(ProblemException.class);
        return (ProblemException) refused;
    }

    @ParameterizedTest
    @ValueSource(strings = {"cvc", "CVV2", "card_cvc", "security-code", "Card Security Code", "cardVerificationValue"})
    void a_security_code_is_refused_by_its_name(String name) throws Exception {
        String body = "{\"name\":\"Ann\",\"attributes\":[{\"%s\":\"123\"}]}".formatted(name);

        for (String path : List.of("/things/1", "/bytes")) {
            ProblemException refused = unread(sent(path, body));
            assertThat(refused.errors()).extracting(FieldError::code).containsExactly("card-security-code");
            assertThat(refused.errors()).extracting(FieldError::pointer).containsExactly("/attributes/0/" + name);
            assertThat(refused.errors().toString()).doesNotContain("123");
        }
        assertThat(unread(sent("/things/1", "{}").param(name, "123")).errors())
                .extracting(FieldError::pointer)
                .containsExactly("query:" + name);
        assertThat(catchThrowableOfType(
                                ProblemException.class, () -> CardNumberScanner.requireNone(JSON.readTree(body)))
                        .errors())
                .extracting(FieldError::code)
                .containsExactly("card-security-code");
    }

    @Test
    void a_security_code_with_an_escaped_name_is_refused_too() throws Exception {
        assertThat(unread(sent("/bytes", "{\"\\u0063vc\":\"123\"}")).errors())
                .extracting(FieldError::code)
                .containsExactly("card-security-code");
    }

    @Test
    void names_that_only_resemble_a_security_code_arrive() throws Exception {
        edge.perform(sent(
                        "/things/1", "{\"name\":\"my cvc is mine\",\"securityCodes\":1,\"cvcs\":{\"verification\":2}}"))
                .andExpect(status().isOk());
    }

    @Test
    void a_body_that_is_neither_stored_nor_logged_may_be_exempt() throws Exception {
        edge.perform(sent("/notifications", "{\"network_transaction_id\":\"378282246310005\",\"cvc\":\"x\"}"))
                .andExpect(status().isOk());
    }

    @Test
    void paths_parameters_and_headers_have_none_either() throws Exception {
        assertThat(refusals(sent("/things/4111-1111-1111-1111", "{}"))).containsExactly("path:id");
        assertThat(refusals(sent("/things/1", "{}").param("q", "x", "4111 1111 1111 1111")))
                .containsExactly("query:q");
        assertThat(refusals(sent("/things/1", "{}").param("4111111111111111", "x")))
                .containsExactly("query:?");
        assertThat(refusals(sent("/things/1", "{}").header("Idempotency-Key", "pay-4111111111111111")))
                .containsExactly("header:Idempotency-Key");
    }

    @Test
    void everything_else_arrives() throws Exception {
        edge.perform(sent("/things/4006381333931", "{\"name\":\"4006381333931 \u00FCml\u00E4ut\"}")
                        .header("traceparent", "00-41111111111111111111111111111111-4111111111111111-01"))
                .andExpect(status().isOk());
    }

    @Test
    void lines_of_imports_are_looked_through_too() {
        ProblemException refused = catchThrowableOfType(
                ProblemException.class,
                () -> CardNumberScanner.requireNone(
                        JSON.valueToTree(Map.of("sku", "4006381333931", "name", "4111 1111 1111 1111"))));

        assertThat(refused.errors()).extracting(FieldError::pointer).containsExactly("/name");
    }
}
