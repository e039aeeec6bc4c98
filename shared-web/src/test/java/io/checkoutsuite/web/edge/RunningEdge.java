package io.checkoutsuite.web.edge;

import io.checkoutsuite.test.http.ApiResponse;
import io.checkoutsuite.test.http.Http;
import io.checkoutsuite.web.access.DevTokens;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The shared edge on a real port, started once for all tests that extend this class. */
@SpringBootTest(
        classes = EdgeApplication.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.config.import=classpath:suite-web.yml",
            "suite.access.dev-secret=a-secret-for-tests-that-is-long-enough",
            "suite.access.tenants=default,acme",
            "suite.cors.allowed-origins=https://shop.example.org,http://localhost:5173",
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

    @Autowired
    DevTokens tokens;

    @LocalServerPort
    int port;

    HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }

    HttpRequest.Builder by(String scope, String path) {
        return to(path).header("Authorization", "Bearer " + tokens.issue("olga", scope, "default"));
    }

    static ApiResponse post(HttpRequest.Builder request, String type, BodyPublisher body) {
        return send(request.header("Content-Type", type).POST(body));
    }

    ApiResponse postJson(String path, String body) {
        return post(to(path), "application/json", BodyPublishers.ofString(body));
    }

    static ApiResponse send(HttpRequest.Builder request) {
        return Http.send(request);
    }
}
