package io.checkoutsuite.web.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.checkoutsuite.test.http.ApiResponse;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BodyLimitTests extends RunningEdge {

    private static final int MEBIBYTE = 1024 * 1024;
    private static final byte[] SEVERAL_MEBIBYTES = new byte[5 * MEBIBYTE];

    private static BodyPublisher chunked(byte[] body) {
        return BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body));
    }

    @Test
    void a_body_over_the_limit_is_refused_declared_or_not_and_the_sender_reads_why() {
        for (BodyPublisher body :
                new BodyPublisher[] {BodyPublishers.ofByteArray(SEVERAL_MEBIBYTES), chunked(SEVERAL_MEBIBYTES)}) {
            post(to("/open/bytes/1"), "application/octet-stream", body).isProblem(413, "body-too-large");
        }
        post(to("/open/bytes/1"), "application/octet-stream", chunked(new byte[MEBIBYTE]))
                .is(200);
        post(to("/open/bytes/1"), "application/octet-stream", chunked(new byte[MEBIBYTE + 1]))
                .isProblem(413, "body-too-large");
    }

    @Test
    void the_name_of_a_path_lifts_no_limit() {
        post(to("/open/imports"), "application/x-ndjson", chunked(SEVERAL_MEBIBYTES))
                .isProblem(413, "body-too-large");
        post(to("/open/imports"), "application/x-ndjson", BodyPublishers.ofByteArray(SEVERAL_MEBIBYTES))
                .isProblem(413, "body-too-large");
        post(to("/open/bytes/imports"), "application/octet-stream", chunked(SEVERAL_MEBIBYTES))
                .isProblem(413, "body-too-large");
    }

    @Test
    void an_import_has_no_limit_for_those_who_may_import_and_is_not_read_for_others() {
        long before = EdgeApplication.READ.get();

        post(to("/things/imports"), "application/x-ndjson", chunked(SEVERAL_MEBIBYTES))
                .isProblem(401, "unauthenticated");
        post(by("customer", "/things/imports"), "application/x-ndjson", chunked(SEVERAL_MEBIBYTES))
                .isProblem(403, "forbidden");
        assertThat(EdgeApplication.READ).hasValue(before);

        post(by("operator", "/things/imports"), "application/x-ndjson", chunked(SEVERAL_MEBIBYTES))
                .is(200);
        assertThat(EdgeApplication.READ).hasValue(before + SEVERAL_MEBIBYTES.length);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nowhere/imports", "/nowhere", "/open/nowhere/imports", "/open/nowhere"})
    void a_path_or_method_that_is_not_there_reads_nothing(String path) {
        ApiResponse unknown = post(to(path), "application/x-ndjson", chunked(SEVERAL_MEBIBYTES));

        unknown.isProblem(
                path.startsWith("/open") ? 404 : 401, path.startsWith("/open") ? "not-found" : "unauthenticated");
        send(to("/open/things").header("Content-Type", "text/csv").PUT(chunked(SEVERAL_MEBIBYTES)))
                .isProblem(405, "method-not-allowed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/x-www-form-urlencoded",
                "multipart/form-data; boundary=x",
                "multipart/mixed; boundary=x"
            })
    void forms_are_neither_accepted_nor_read(String type) {
        byte[] form = ("--x\r\nContent-Disposition: form-data; name=\"a\"; filename=\"f\"\r\n\r\n"
                        + "a=b&".repeat(MEBIBYTE) + "\r\n--x--\r\n")
                .getBytes(StandardCharsets.UTF_8);

        assertThat(post(to("/open/things"), type, chunked(form)).status()).isIn(413, 415);
        send(to("/open/things").header("Content-Type", type).PUT(chunked(form))).isProblem(405, "method-not-allowed");
        assertThat(post(to("/things/imports"), type, chunked(form)).status()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"*/*", "application/*", "application/*+json", "*/*;charset=utf-8"})
    void a_body_is_of_one_type(String type) {
        post(to("/open/things"), type, BodyPublishers.ofString("{\"name\":\"a\"}"))
                .isProblem(415, "unsupported-media-type");
    }

    @Test
    void a_compressed_body_is_not_unpacked() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(new byte[50 * MEBIBYTE]);
        }

        post(
                        to("/open/things").header("Content-Encoding", "gzip"),
                        "application/json",
                        BodyPublishers.ofByteArray(packed.toByteArray()))
                .isProblem(415, "unsupported-media-type");
    }

    @Test
    void a_caller_that_expects_100_continue_is_refused_before_it_sends_the_body() throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write(("POST /open/bytes/1 HTTP/1.1\r\nHost: edge\r\nContent-Type: application/octet-stream\r\n"
                                    + "Content-Length: 9000000000\r\nExpect: 100-continue\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));

            String statusLine = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);

            assertThat(statusLine).isEqualTo("HTTP/1.1 413");
        }
    }
}
