package io.checkoutsuite.payment.stripe;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.checkoutsuite.test.concurrency.Latches;
import io.checkoutsuite.test.http.StubServer;
import io.checkoutsuite.test.http.StubServer.Request;
import io.checkoutsuite.test.http.StubServer.Response;
import java.net.URLDecoder;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Stripe's HTTP interface as far as the gateway uses it, in the shapes and with the rules that Stripe documents: payment intents with their states,
 * refunds, idempotency keys that are forgotten after a day, and a search that lags. The payment method decides what the issuer does.
 */
public final class StripeStub implements AutoCloseable {

    public static final String API_KEY = "sk_test_stub";
    public static final String TENANT_API_KEY = "rk_test_stub_of_a_tenant";

    public static final String APPROVED = "pm_card_visa";
    public static final String STOLEN = "pm_card_chargeDeclinedStolenCard";
    public static final String INSUFFICIENT_FUNDS = "pm_card_chargeDeclinedInsufficientFunds";
    public static final String CHALLENGED = "pm_card_authenticationRequired";
    /** The issuer takes its time. */
    public static final String PROCESSING = "pm_stub_processing";
    /** The confirmation takes effect, and then the connection is cut. */
    public static final String RESPONSE_LOST = "pm_stub_response_lost";
    /** The connection is cut when the confirmation arrives. */
    public static final String REQUEST_LOST = "pm_stub_request_lost";
    /** Followed by a decline code. */
    public static final String DECLINED_WITH = "pm_stub_declined_";

    public static final String WEBHOOK_SECRET = "whsec_stub";

    /** What the issuer said, which must never be logged or stored. */
    public static final String ISSUER_TEXT = "Your card was declined, Mr. Miller";

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration KEYS_KEPT = Duration.ofHours(24);
    private static final Pattern SEARCH = Pattern.compile("metadata\\['(\\w+)']:'(\\w+)'");
    private static final Pattern INTENT = Pattern.compile("/v1/payment_intents/(pi_\\w+)(?:/(\\w+))?");

    private final Clock clock;
    private final StubServer server = new StubServer(this::receive);
    private final List<Request> received = new CopyOnWriteArrayList<>();
    private final Map<String, Deque<Fault>> faults = new ConcurrentHashMap<>();
    private final Map<String, Intent> intents = new LinkedHashMap<>();
    private final List<Refund> refunds = new ArrayList<>();
    private final Map<String, SavedResponse> keys = new HashMap<>();
    private Duration searchLag = Duration.ofMinutes(1);
    private int largestRefundPage = 100;
    private boolean namesReplays = true;

    public StripeStub(Clock clock) {
        this.clock = clock;
    }

    private static final class Intent {
        private final String id;
        private final String account;
        private final Map<String, String> metadata = new LinkedHashMap<>();
        private final long amount;
        private final String currency;
        private final Instant created;
        private String captureMethod;
        private String status = "requires_payment_method";
        private long received;
        private long refunded;
        private int timesHeld;
        private int attempts;
        private @Nullable Map<String, Object> lastError;
        private @Nullable String chargeStatus;
        private @Nullable String returnUrl;

        Intent(String id, String account, Map<String, String> form, Instant created) {
            this.id = id;
            this.account = account;
            this.amount = Long.parseLong(form.get("amount"));
            this.currency = form.get("currency");
            this.captureMethod = form.getOrDefault("capture_method", "automatic");
            this.created = created;
        }

        void hold() {
            timesHeld++;
            chargeStatus = "succeeded";
            boolean manual = captureMethod.equals("manual");
            received = manual ? 0 : amount;
            status = manual ? "requires_capture" : "succeeded";
        }

        long capturable() {
            return status.equals("requires_capture") ? amount - received : 0;
        }
    }

    private static final class Refund {
        private final String id;
        private final String intent;
        private final long amount;
        private final Map<String, String> metadata;
        private String status = "succeeded";

        Refund(String id, String intent, long amount, Map<String, String> metadata) {
            this.id = id;
            this.intent = intent;
            this.amount = amount;
            this.metadata = metadata;
        }
    }

    /** @param response null while the first request is in progress */
    private record SavedResponse(String request, @Nullable Response response, Instant at) {}

    /** What is wrong with one request. */
    public interface Fault {

        /** @param request has its effect when it is asked for its response */
        Response happen(Supplier<Response> request);

        /** Whether Stripe remembers the response to a request with an idempotency key as it is changed by the fault. */
        default boolean isRemembered() {
            return false;
        }

        /** The response instead, without an effect. */
        static Fault response(int status, String json) {
            return request -> new Response(status, json);
        }

        static Fault busy(int status, String code, @Nullable String retryAfter) {
            return request -> new Response(
                    status,
                    error("invalid_request_error", code, null, null),
                    retryAfter == null ? Map.of() : Map.of("Retry-After", retryAfter));
        }

        /** Stripe fails, remembers that, and may have had the effect. */
        static Fault internalError(boolean afterTheEffect) {
            return new Fault() {
                @Override
                public Response happen(Supplier<Response> request) {
                    if (afterTheEffect) {
                        request.get();
                    }
                    return new Response(500, error("api_error", "", null, null));
                }

                @Override
                public boolean isRemembered() {
                    return true;
                }
            };
        }

        static Fault cutBefore() {
            return request -> {
                throw new IllegalStateException("The stub cuts the connection");
            };
        }

        static Fault cutAfter() {
            return request -> {
                request.get();
                throw new IllegalStateException("The stub cuts the connection");
            };
        }

        /** Waits before the effect; a request with an idempotency key counts as in progress. */
        static Fault waitsFor(CountDownLatch latch) {
            return new Fault() {
                @Override
                public Response happen(Supplier<Response> request) {
                    Latches.await(latch);
                    return request.get();
                }

                @Override
                public boolean isRemembered() {
                    return true;
                }
            };
        }

        /** Something happens meanwhile, right before the request. */
        static Fault after(Runnable meanwhile) {
            return request -> {
                meanwhile.run();
                return request.get();
            };
        }

        /** The effect, with another body. */
        static Fault body(UnaryOperator<String> change) {
            return request -> {
                Response response = request.get();
                return new Response(response.status(), change.apply(response.json()), response.headers());
            };
        }
    }

    public String url() {
        return server.url();
    }

    /**
     * Makes the next requests of this kind fail, each with one of the faults.
     *
     * @param request create, search, retrieve, update, confirm, cancel, capture, refund or refunds
     */
    public void next(String request, Fault... next) {
        faults.computeIfAbsent(request, none -> new ConcurrentLinkedDeque<>()).addAll(List.of(next));
    }

    /** Makes all requests of this kind fail. */
    public void always(String request, Fault fault) {
        Deque<Fault> all = new ConcurrentLinkedDeque<>() {
            @Override
            public Fault poll() {
                return fault;
            }
        };
        faults.put(request, all);
    }

    public void worksAgain() {
        faults.clear();
    }

    /** How long it takes until a change can be found by search. */
    public void searchLag(Duration lag) {
        searchLag = lag;
    }

    public void largestRefundPage(int refundsOfPage) {
        largestRefundPage = refundsOfPage;
    }

    /** Like a proxy that removes headers that it does not know. */
    public void doesNotNameReplays() {
        namesReplays = false;
    }

    /** All requests so far, for example {@code create}. */
    public List<String> requests() {
        return received.stream().map(StripeStub::kind).toList();
    }

    /** All requests of this kind. */
    public List<Request> requests(String kind) {
        return received.stream().filter(request -> kind(request).equals(kind)).toList();
    }

    public static Map<String, String> form(Request request) {
        Map<String, String> form = new LinkedHashMap<>();
        String text = request.method().equals("GET")
                ? Objects.requireNonNullElse(request.uri().getRawQuery(), "")
                : request.body();
        Stream.of(text.split("&"))
                .filter(parameter -> !parameter.isEmpty())
                .map(parameter -> parameter.split("=", 2))
                .forEach(pair -> form.put(URLDecoder.decode(pair[0], UTF_8), URLDecoder.decode(pair[1], UTF_8)));
        return form;
    }

    /** How often money was held under the suite's reference, by all its payment intents together. */
    public synchronized int timesHeld(String reference) {
        return of(reference).mapToInt(intent -> intent.timesHeld).sum();
    }

    /** How often the issuer was asked. */
    public synchronized int attempts(String reference) {
        return of(reference).mapToInt(intent -> intent.attempts).sum();
    }

    /** What is held and neither captured nor released, in the smallest unit. */
    public synchronized long held(String reference) {
        return of(reference).mapToLong(Intent::capturable).sum();
    }

    public synchronized long captured(String reference) {
        return of(reference).mapToLong(intent -> intent.received).sum();
    }

    public synchronized long refunded(String reference) {
        return of(reference).mapToLong(intent -> intent.refunded).sum();
    }

    /** The states of all payment intents of the reference, the oldest first. */
    public synchronized List<String> statuses(String reference) {
        return of(reference).map(intent -> intent.status).toList();
    }

    public synchronized Map<String, String> metadata(String reference) {
        return Map.copyOf(of(reference).findFirst().orElseThrow().metadata);
    }

    /**
     * Like the buyer on the issuer's page.
     *
     * @return false if there is nothing to confirm any more
     */
    public synchronized boolean decideChallenge(String reference, boolean confirmed) {
        Intent intent = of(reference).findFirst().orElseThrow();
        if (!intent.status.equals("requires_action")) {
            return false;
        }
        if (confirmed) {
            intent.hold();
        } else {
            intent.status = "requires_payment_method";
            intent.lastError = errorOf("invalid_request_error", "payment_intent_authentication_failure", null, null);
        }
        return true;
    }

    /** The issuer has made up its mind. */
    public synchronized void isProcessed(String reference) {
        of(reference).findFirst().orElseThrow().hold();
    }

    /** A notification about the payment as it is now. */
    public synchronized String notification(String reference, String type) {
        return JSON.writeValueAsString(Map.of(
                "id",
                "evt_stub",
                "object",
                "event",
                "type",
                type,
                "data",
                Map.of("object", json(of(reference).findFirst().orElseThrow(), false))));
    }

    /** The header that Stripe sends with a notification. */
    public static String signature(String secret, Instant time, String body) {
        long seconds = time.getEpochSecond();
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
            return "t=" + seconds + ",v1="
                    + HexFormat.of().formatHex(mac.doFinal((seconds + "." + body).getBytes(UTF_8)));
        } catch (GeneralSecurityException everyJvmHasIt) {
            throw new IllegalStateException(everyJvmHasIt);
        }
    }

    /** Like Stripe a week after the authorization. */
    public synchronized void expire(String reference) {
        of(reference).forEach(intent -> intent.status = "canceled");
    }

    /** Like a merchant who refunds part of a payment in Stripe's dashboard. */
    public synchronized void refundInTheDashboard(String reference, long amount) {
        Intent intent = of(reference).findFirst().orElseThrow();
        intent.refunded += amount;
        refunds.add(new Refund("re_" + refunds.size(), intent.id, amount, Map.of()));
    }

    /** All refunds so far fail at the bank. */
    public synchronized void refundsFail() {
        refunds.forEach(refund -> refund.status = "failed");
    }

    private Stream<Intent> of(String reference) {
        return intents.values().stream()
                .filter(intent -> reference.equals(intent.metadata.get("reference")))
                .sorted(Comparator.comparing(intent -> intent.created));
    }

    private static String kind(Request request) {
        Matcher intent = INTENT.matcher(request.path());
        boolean post = request.method().equals("POST");
        if (request.path().equals("/v1/payment_intents")) {
            return "create";
        }
        if (request.path().equals("/v1/payment_intents/search")) {
            return "search";
        }
        if (request.path().equals("/v1/refunds")) {
            return post ? "refund" : "refunds";
        }
        if (intent.matches()) {
            return intent.group(2) != null ? intent.group(2) : post ? "update" : "retrieve";
        }
        return request.toString();
    }

    private Response receive(Request request) {
        received.add(request);
        Deque<Fault> next = faults.get(kind(request));
        Fault fault = next == null ? null : next.poll();
        Response response = fault == null
                ? remembered(request, () -> respond(request))
                : fault.isRemembered()
                        ? remembered(request, () -> fault.happen(() -> respond(request)))
                        : fault.happen(() -> remembered(request, () -> respond(request)));
        if (RESPONSE_LOST.equals(form(request).get("payment_method"))) {
            throw new IllegalStateException("The stub cuts the connection");
        }
        return response;
    }

    /** Stripe's handling of idempotency keys. */
    private Response remembered(Request request, Supplier<Response> execution) {
        String account = request.header("Authorization");
        String header = request.header("Idempotency-Key");
        if (header == null) {
            return execution.get();
        }
        String key = account + header;
        String fingerprint = request + request.body();
        synchronized (this) {
            keys.values().removeIf(saved -> !saved.at().plus(KEYS_KEPT).isAfter(clock.instant()));
            SavedResponse saved = keys.get(key);
            if (saved != null) {
                if (saved.response() == null) {
                    return new Response(409, error("invalid_request_error", "idempotency_key_in_use", null, null));
                }
                return saved.request().equals(fingerprint)
                        ? new Response(
                                saved.response().status(),
                                saved.response().json(),
                                namesReplays ? Map.of("Idempotent-Replayed", "true") : Map.of())
                        : new Response(400, error("idempotency_error", "", null, null));
            }
            keys.put(key, new SavedResponse(fingerprint, null, clock.instant()));
        }
        Response response = null;
        try {
            response = execution.get();
            return response;
        } finally {
            synchronized (this) {
                boolean executed = response != null && !response.headers().containsKey("Not-Executed");
                if (executed) {
                    keys.put(key, new SavedResponse(fingerprint, response, clock.instant()));
                } else {
                    keys.remove(key);
                }
            }
        }
    }

    private Response respond(Request request) {
        String authorization = request.header("Authorization");
        if (!("Bearer " + API_KEY).equals(authorization) && !("Bearer " + TENANT_API_KEY).equals(authorization)) {
            return notExecuted(401, error("invalid_request_error", "", null, null));
        }
        Map<String, String> form = form(request);
        String kind = kind(request);
        if (kind.equals("confirm") && REQUEST_LOST.equals(form.get("payment_method"))) {
            throw new IllegalStateException("The stub cuts the connection");
        }
        return execute(request, kind, form, authorization);
    }

    private synchronized Response execute(Request request, String kind, Map<String, String> form, String account) {
        return switch (kind) {
            case "create" -> create(form, account);
            case "search" -> search(form, account);
            case "refund" -> refund(form);
            case "refunds" -> refundsOf(form);
            default -> {
                Matcher path = INTENT.matcher(request.path());
                Intent intent = path.matches() ? intents.get(path.group(1)) : null;
                yield intent == null || !intent.account.equals(account)
                        ? notExecuted(404, error("invalid_request_error", "resource_missing", null, "intent"))
                        : change(intent, kind, form);
            }
        };
    }

    private Response create(Map<String, String> form, String account) {
        long amount = Long.parseLong(form.get("amount"));
        if (amount < 30) {
            return notExecuted(400, error("invalid_request_error", "amount_too_small", null, "amount"));
        }
        if (form.get("currency").equals("xts")) {
            return notExecuted(400, error("invalid_request_error", "", null, "currency"));
        }
        Intent intent = new Intent("pi_stub" + intents.size(), account, form, clock.instant());
        intent.metadata.putAll(metadataOf(form));
        intents.put(intent.id, intent);
        return ok(intent, form);
    }

    private Response search(Map<String, String> form, String account) {
        Matcher query = SEARCH.matcher(form.get("query"));
        if (!query.matches()) {
            return notExecuted(400, error("invalid_request_error", "", null, "query"));
        }
        Instant visible = clock.instant().minus(searchLag);
        List<Map<String, Object>> found = intents.values().stream()
                .filter(intent -> intent.account.equals(account) && !intent.created.isAfter(visible))
                .filter(intent -> query.group(2).equals(intent.metadata.get(query.group(1))))
                .map(intent -> json(intent, false))
                .toList();
        return Response.ok(Map.of("object", "search_result", "data", found, "has_more", false));
    }

    private Response change(Intent intent, String kind, Map<String, String> form) {
        return switch (kind) {
            case "retrieve" -> ok(intent, form);
            case "update" -> {
                if (intent.status.equals("canceled")) {
                    yield unexpectedState();
                }
                intent.metadata.putAll(metadataOf(form));
                intent.lastError = null;
                yield ok(intent, form);
            }
            case "confirm" -> confirm(intent, form);
            case "cancel" -> {
                if (List.of("canceled", "succeeded", "processing").contains(intent.status)) {
                    yield unexpectedState();
                }
                intent.status = "canceled";
                intent.lastError = null;
                yield ok(intent, form);
            }
            case "capture" -> {
                long amount = Long.parseLong(form.get("amount_to_capture"));
                if (!intent.status.equals("requires_capture")) {
                    yield unexpectedState();
                }
                if (amount > intent.capturable()) {
                    yield new Response(
                            400, error("invalid_request_error", "amount_too_large", null, "amount_to_capture"));
                }
                intent.received = amount;
                intent.status = "succeeded";
                intent.metadata.putAll(metadataOf(form));
                yield ok(intent, form);
            }
            default -> notExecuted(404, error("invalid_request_error", "", null, null));
        };
    }

    private Response confirm(Intent intent, Map<String, String> form) {
        if (!List.of("requires_payment_method", "requires_confirmation").contains(intent.status)) {
            return unexpectedState();
        }
        String method = form.get("payment_method");
        intent.captureMethod = form.getOrDefault("capture_method", intent.captureMethod);
        if (method.equals("pm_missing")) {
            return notExecuted(400, error("invalid_request_error", "resource_missing", null, "payment_method"));
        }
        intent.attempts++;
        if (method.equals(CHALLENGED)) {
            intent.status = "requires_action";
            intent.returnUrl = form.get("return_url");
            return ok(intent, form);
        }
        if (method.equals(PROCESSING)) {
            intent.status = "processing";
            return ok(intent, form);
        }
        String decline = method.equals(STOLEN)
                ? "stolen_card"
                : method.equals(INSUFFICIENT_FUNDS)
                        ? "insufficient_funds"
                        : method.startsWith(DECLINED_WITH) ? method.substring(DECLINED_WITH.length()) : null;
        if (decline != null) {
            boolean ownCode =
                    List.of("expired_card", "incorrect_cvc", "processing_error").contains(decline);
            intent.chargeStatus = "failed";
            intent.lastError =
                    errorOf("card_error", ownCode ? decline : "card_declined", ownCode ? null : decline, null);
            return new Response(402, JSON.writeValueAsString(Map.of("error", intent.lastError)));
        }
        intent.hold();
        return ok(intent, form);
    }

    private Response refund(Map<String, String> form) {
        Intent intent = intents.get(form.get("payment_intent"));
        long amount = Long.parseLong(form.get("amount"));
        if (intent.refunded >= intent.received) {
            return new Response(400, error("invalid_request_error", "charge_already_refunded", null, null));
        }
        if (amount > intent.received - intent.refunded) {
            return new Response(400, error("invalid_request_error", "", null, "amount"));
        }
        intent.refunded += amount;
        Refund refund = new Refund("re_" + refunds.size(), intent.id, amount, metadataOf(form));
        refunds.add(refund);
        return Response.ok(json(refund));
    }

    private Response refundsOf(Map<String, String> form) {
        List<Refund> all = refunds.stream()
                .filter(refund -> refund.intent.equals(form.get("payment_intent")))
                .toList()
                .reversed();
        String after = form.get("starting_after");
        List<Refund> rest = after == null
                ? all
                : all.stream()
                        .dropWhile(refund -> !refund.id.equals(after))
                        .skip(1)
                        .toList();
        int page = Math.min(Integer.parseInt(form.getOrDefault("limit", "10")), largestRefundPage);
        return Response.ok(Map.of(
                "object",
                "list",
                "data",
                rest.stream().limit(page).map(StripeStub::json).toList(),
                "has_more",
                rest.size() > page));
    }

    private static Map<String, String> metadataOf(Map<String, String> form) {
        Map<String, String> metadata = new LinkedHashMap<>();
        form.forEach((name, value) -> {
            if (name.startsWith("metadata[")) {
                metadata.put(name.substring("metadata[".length(), name.length() - 1), value);
            }
        });
        return metadata;
    }

    private static Response ok(Intent intent, Map<String, String> form) {
        return Response.ok(json(intent, "latest_charge".equals(form.get("expand[]"))));
    }

    private static Map<String, Object> json(Refund refund) {
        return Map.of(
                "id", refund.id,
                "object", "refund",
                "amount", refund.amount,
                "payment_intent", refund.intent,
                "metadata", refund.metadata,
                "status", refund.status,
                "a_member_of_the_future", List.of(1, 2));
    }

    private static Map<String, Object> json(Intent intent, boolean withCharge) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", intent.id);
        json.put("object", "payment_intent");
        json.put("amount", intent.amount);
        json.put("amount_capturable", intent.capturable());
        json.put("amount_received", intent.received);
        json.put("capture_method", intent.captureMethod);
        json.put("client_secret", intent.id + "_secret_stub");
        json.put("created", intent.created.getEpochSecond());
        json.put("currency", intent.currency);
        json.put("last_payment_error", intent.lastError);
        json.put("latest_charge", intent.chargeStatus == null ? null : withCharge ? charge(intent) : "ch_stub");
        json.put("metadata", Map.copyOf(intent.metadata));
        json.put("next_action", intent.status.equals("requires_action") ? nextAction(intent) : null);
        json.put("payment_method_types", List.of("card"));
        json.put("status", intent.status);
        json.put("a_member_of_the_future", Map.of("nested", List.of(Map.of("deep", true))));
        return json;
    }

    private static Map<String, Object> nextAction(Intent intent) {
        return intent.returnUrl == null
                ? Map.of("type", "use_stripe_sdk", "use_stripe_sdk", Map.of("type", "three_d_secure_redirect"))
                : Map.of(
                        "type",
                        "redirect_to_url",
                        "redirect_to_url",
                        Map.of(
                                "url",
                                "https://hooks.stripe.example/3d_secure/" + intent.id,
                                "return_url",
                                intent.returnUrl));
    }

    private static Map<String, Object> charge(Intent intent) {
        return Map.of(
                "id",
                "ch_stub",
                "object",
                "charge",
                "status",
                Objects.requireNonNull(intent.chargeStatus),
                "amount_refunded",
                intent.refunded,
                "outcome",
                Map.of("seller_message", ISSUER_TEXT));
    }

    private static Response unexpectedState() {
        return new Response(400, error("invalid_request_error", "payment_intent_unexpected_state", null, null));
    }

    /** Stripe does not remember the response under the idempotency key. */
    private static Response notExecuted(int status, String json) {
        return new Response(status, json, Map.of("Not-Executed", "true"));
    }

    private static String error(String type, String code, @Nullable String declineCode, @Nullable String parameter) {
        return JSON.writeValueAsString(Map.of("error", errorOf(type, code, declineCode, parameter)));
    }

    private static Map<String, Object> errorOf(
            String type, String code, @Nullable String declineCode, @Nullable String parameter) {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("type", type);
        error.put("message", ISSUER_TEXT);
        error.put("doc_url", "https://stripe.example/" + code);
        if (!code.isEmpty()) {
            error.put("code", code);
        }
        if (declineCode != null) {
            error.put("decline_code", declineCode);
        }
        if (parameter != null) {
            error.put("param", parameter);
        }
        return error;
    }

    @Override
    public void close() {
        server.close();
    }
}
