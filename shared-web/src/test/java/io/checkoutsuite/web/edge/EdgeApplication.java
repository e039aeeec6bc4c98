package io.checkoutsuite.web.edge;

import com.mongodb.MongoWriteException;
import com.mongodb.ServerAddress;
import com.mongodb.WriteError;
import io.checkoutsuite.money.Money;
import io.checkoutsuite.web.access.AccessRules;
import io.checkoutsuite.web.access.Caller;
import io.checkoutsuite.web.apidocs.DocumentedProblems;
import io.checkoutsuite.web.http.BodyLimit;
import io.checkoutsuite.web.http.IdempotencyKey;
import io.checkoutsuite.web.http.IfMatch;
import io.checkoutsuite.web.overload.RequestPermit;
import io.checkoutsuite.web.problem.CheckedRequest;
import io.checkoutsuite.web.problem.JsonBody;
import io.checkoutsuite.web.problem.ProblemException;
import io.checkoutsuite.web.problem.ValidationErrors;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.bson.BsonDocument;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The shared edge with a few operations, without a database or a broker. */
@SpringBootConfiguration
@EnableAutoConfiguration(
        excludeName = {
            "io.checkoutsuite.web.WebConfiguration",
            "io.checkoutsuite.mongo.MongoConfiguration",
            "io.checkoutsuite.mongo.DatabaseConfiguration"
        })
@ComponentScan({
    "io.checkoutsuite.web.apidocs",
    "io.checkoutsuite.web.http",
    "io.checkoutsuite.web.access",
    "io.checkoutsuite.web.cors",
    "io.checkoutsuite.web.problem",
    "io.checkoutsuite.web.overload",
    "io.checkoutsuite.web.edge"
})
class EdgeApplication {

    /** The number of bytes that operations have read. */
    static final AtomicLong READ = new AtomicLong();

    /** The number of requests to the slow operations that have started; each ends when it acquires a permit of {@link #MAY_END}. */
    static final AtomicInteger STARTED = new AtomicInteger();

    static final Semaphore MAY_END = new Semaphore(0);

    private static final ServerAddress ADDRESS = new ServerAddress();

    @Bean
    AccessRules edgeRules() {
        return requests -> {
            requests.requestMatchers("/open/**").permitAll();
            requests.requestMatchers(AccessRules.reads("/products/{sku}")).permitAll();
            requests.requestMatchers("/internal/**").hasAuthority(Caller.Scope.SERVICE.authority());
            requests.requestMatchers("/things/imports").hasAuthority(Caller.Scope.OPERATOR.authority());
        };
    }

    @RestController
    static class Operations {

        record Thing(
                @NotBlank String name,
                Money price,
                BigDecimal share,
                Instant at,
                Long number,
                @Size(max = 3) List<@NotBlank String> words,
                @Size(max = 3) List<@Valid Part> parts) {}

        record Part(@NotBlank String name, @NotBlank String colour) {}

        @Operation(summary = "Creates a thing with its parts")
        @PostMapping("/open/things")
        Map<String, String> create(@Valid @RequestBody Thing thing) {
            return Map.of("name", thing.name());
        }

        @PostMapping("/open/things/bytes")
        Map<String, String> createFromBytes(@RequestBody JsonBody<Thing> body) {
            return Map.of("name", body.read().name());
        }

        /** Ranges that each have an order, and together a largest sum. */
        record Ranges(@NotBlank String name, List<@NotNull @Valid Range> ranges) implements CheckedRequest {

            @Override
            public void check(ValidationErrors errors) {
                if (ranges != null
                        && ranges.stream().filter(Objects::nonNull).count()
                                != Set.copyOf(names()).size()) {
                    errors.add("/ranges", "duplicate", "{name}s of ranges are ${unique}");
                }
            }

            private List<String> names() {
                return ranges.stream()
                        .filter(Objects::nonNull)
                        .map(range -> String.valueOf(range.name()))
                        .toList();
            }
        }

        record Range(
                @NotBlank String name,
                @NotNull Long from,
                @NotNull Long to) implements CheckedRequest {

            @Override
            public void check(ValidationErrors errors) {
                if (from != null && to != null && from > to) {
                    errors.add("", "not-allowed", "The range ends before it begins");
                    errors.add("/to", "too-small", "It must be at least " + from);
                }
            }
        }

        @PostMapping("/open/ranges")
        Map<String, String> create(@Valid @RequestBody Ranges ranges) {
            return Map.of("name", ranges.name());
        }

        @PostMapping("/open/ranges/bytes")
        Map<String, String> createRangesFromBytes(@RequestBody JsonBody<Ranges> body) {
            return Map.of("name", body.read().name());
        }

        @PostMapping("/open/imports")
        long readLimitedImport(InputStream body) throws IOException {
            return drained(body);
        }

        @PostMapping("/open/bytes/{id}")
        long readBytes(@PathVariable String id, @RequestBody JsonBody<Thing> body) {
            return body.bytes().length;
        }

        @PostMapping("/things/imports")
        @BodyLimit(BodyLimit.UNLIMITED)
        long importThings(Caller caller, InputStream body) throws IOException {
            return drained(body);
        }

        @PutMapping("/open/versions/{current}")
        void change(@PathVariable long current, IfMatch ifMatch) {
            ifMatch.requireCurrent(current);
        }

        @PostMapping("/open/keys/required")
        String requireKey(IdempotencyKey key) {
            return key.value();
        }

        @PostMapping("/open/keys/optional")
        String acceptKey(@Nullable IdempotencyKey key) {
            return key == null ? "no key" : key.value();
        }

        @GetMapping("/open/list")
        List<String> list(@RequestParam Map<String, String> parameters, @RequestParam(required = false) Instant from) {
            return List.copyOf(parameters.keySet());
        }

        @GetMapping("/products/{sku}")
        @DocumentedProblems(value = "conflict", never = "not-found")
        String product(@PathVariable String sku) {
            return sku;
        }

        @PutMapping("/products/{sku}")
        void changeProduct(@PathVariable String sku) {
            throw new AssertionError("Nobody may change " + sku);
        }

        @GetMapping("/open/hello")
        String hello(Caller caller) {
            if (caller.tenant().isEmpty()) {
                throw ProblemException.notFound("tenant");
            }
            return caller.subject() == null ? "guest" : caller.subject();
        }

        @GetMapping("/open/slow")
        String slow() throws InterruptedException {
            STARTED.incrementAndGet();
            MAY_END.acquire();
            return "done";
        }

        @GetMapping("/open/waiting")
        String waiting() {
            STARTED.incrementAndGet();
            return RequestPermit.releasedWhile(() -> {
                MAY_END.acquireUninterruptibly();
                return "seen";
            });
        }

        @GetMapping("/internal/slow")
        String internal() throws InterruptedException {
            return slow();
        }

        record Notice(@NotBlank String text) {}

        @PostMapping("/internal/notices")
        void receive(@Valid @RequestBody Notice notice) {
            throw new AssertionError("Nobody sends " + notice);
        }

        @GetMapping("/open/broken-database")
        String brokenDatabase() {
            throw new DataIntegrityViolationException(
                    "",
                    new MongoWriteException(
                            new WriteError(10107, "not primary", new BsonDocument()), ADDRESS, Set.of()));
        }

        private static long drained(InputStream body) throws IOException {
            byte[] buffer = new byte[64 * 1024];
            long all = 0;
            for (int got = body.read(buffer); got >= 0; got = body.read(buffer)) {
                all += got;
                READ.addAndGet(got);
            }
            return all;
        }
    }
}
