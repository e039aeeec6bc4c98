package io.checkoutsuite.web.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.checkoutsuite.web.access.DevTokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The shared edge on a real port, started once for all tests that extend this class. */
@SpringBootTest(
        classes = EdgeApplication.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.config.import=classpath:suite-web.yml",
            "suite.access.dev-secret=a-secret-for-tests-that-is-long-enough",
            "suite.access.tenants=default,acme",
            "spring.autoconfigure.exclude="
                    + "org.springframework.boot.mongodb.autoconfigure.MongoAutoConfiguration,"
                    + "org.springframework.boot.data.mongodb.autoconfigure.DataMongoAutoConfiguration,"
                    + "org.springframework.boot.data.mongodb.autoconfigure.DataMongoRepositoriesAutoConfiguration,"
                    + "org.springframework.cloud.stream.config.BindersHealthIndicatorAutoConfiguration,"
                    + "org.springframework.cloud.stream.config.BindingServiceConfiguration,"
                    + "org.springframework.cloud.stream.config.BindingsEndpointAutoConfiguration,"
                    + "org.springframework.cloud.stream.config.ChannelsEndpointAutoConfiguration,"
                    + "org.springframework.cloud.stream.function.FunctionConfiguration"
        })
class RunningEdge {

    private static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Autowired
    DevTokens tokens;

    @LocalServerPort
    int port;

    record EdgeResponse(int status, HttpResponse<byte[]> response) {

        JsonNode json() {
            return JSON.readTree(response.body());
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        EdgeResponse isProblem(int expected, String type) {
            assertThat(status).as(() -> new String(response.body())).isEqualTo(expected);
            assertThat(header("Content-Type")).isEqualTo("application/problem+json");
            assertThat(json().path("type").asString()).isEqualTo("/problems/" + type);
            assertThat(json().path("status").asInt()).isEqualTo(expected);
            return this;
        }

        EdgeResponse is(int expected) {
            assertThat(status).as(() -> new String(response.body())).isEqualTo(expected);
            return this;
        }
    }

    HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }

    HttpRequest.Builder by(String scope, String path) {
        return to(path).header("Authorization", "Bearer " + tokens.issue("olga", scope, "default"));
    }

    static EdgeResponse post(HttpRequest.Builder request, String type, BodyPublisher body) {
        return send(request.header("Content-Type", type).POST(body));
    }

    EdgeResponse postJson(String path, String body) {
        return post(to(path), "application/json", BodyPublishers.ofString(body));
    }

    static EdgeResponse send(HttpRequest.Builder request) {
        try {
            HttpResponse<byte[]> response = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            return new EdgeResponse(response.statusCode(), response);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }
}
