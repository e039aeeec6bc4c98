package io.checkoutsuite.web.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.checkoutsuite.test.http.ApiResponse;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SKUs and codes are part of paths, with whatever characters they have. */
class PathTests extends RunningEdge {

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10%OFF",
                "A/B",
                "A//B",
                "/",
                "%2F",
                "a;b=c",
                ";",
                "back\\slash",
                "\\\\host",
                "x?y#z",
                "a b",
                "a+b",
                "é/ü",
                "..%2f",
                "a.b"
            })
    void any_characters_can_be_in_a_path_if_they_are_encoded(String sku) {
        assertThat(new String(send(to("/products/" + encoded(sku))).is(200).body(), StandardCharsets.UTF_8))
                .isEqualTo(sku);
    }

    /** An encoded slash does not separate: the rules see the same path as the controllers. */
    @Test
    void an_encoded_slash_leads_nowhere_else() {
        send(to("/open%2Fhello")).is(401);
        send(to("/products%2F1")).is(401);
    }

    @Test
    void what_may_be_read_by_all_has_a_head_without_a_body() {
        ApiResponse head = send(to("/products/mug").method("HEAD", HttpRequest.BodyPublishers.noBody()))
                .is(200);

        assertThat(head.body()).isEmpty();
        assertThat(head.headers().firstValue("Content-Length")).contains("3");
        send(to("/products/mug").PUT(HttpRequest.BodyPublishers.noBody())).is(401);
    }
}
