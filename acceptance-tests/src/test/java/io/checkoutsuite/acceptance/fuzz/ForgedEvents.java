package io.checkoutsuite.acceptance.fuzz;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.JsonNode;

/** Events about carts that never existed, as the services would write them. */
final class ForgedEvents {

    static final List<String> TYPES = List.of(
            "checkoutCompletion",
            "checkoutRollback",
            "checkoutNeedsAttention",
            "orderCreated",
            "orderHeld",
            "inventoryShort",
            "offerUsageChanged",
            "paymentStatusChanged");

    private static final String MARK = "forged-";
    private static final AtomicLong COUNT = new AtomicLong();

    private ForgedEvents() {}

    /** Whether an id was created here. */
    static boolean isId(String id) {
        return id.startsWith(MARK);
    }

    static String freshCart() {
        return MARK + COUNT.incrementAndGet();
    }

    static JsonNode rollback(Random random) {
        return Response.JSON.readTree(event("checkoutRollback", freshCart(), random));
    }

    /** Returns the body of an event of this type for the first attempt of this cart. */
    static String event(String type, String cartId, Random random) {
        try (InputStream contract = ForgedEvents.class.getResourceAsStream("/contracts/" + type + ".json")) {
            String text = new String(contract.readAllBytes(), StandardCharsets.UTF_8);
            return text.replace("\"c1-1\"", "\"" + cartId + "-1\"")
                    .replace("\"c1-2\"", "\"" + cartId + "-1\"")
                    .replace("\"c1\"", "\"" + cartId + "\"")
                    .replaceAll("\"10000\\d\"", "\"" + cartId.replace(MARK, "F") + "\"")
                    .replace("\"default\"", "\"" + Tenant.WILD + "\"")
                    .replaceAll("\"(TEAPOT|CUP)\"", "\"" + ValuePool.wild("sku", random) + "\"");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Map<String, String> headers(String type, String cartId, String tenant) {
        Map<String, String> headers = new java.util.LinkedHashMap<>();
        headers.put("ce_id", type + ":" + cartId + "-1");
        headers.put("ce_type", type);
        headers.put("ce_source", "/fuzz");
        headers.put("ce_specversion", "1.0");
        headers.put("ce_time", "2026-01-01T00:00:00Z");
        headers.put("ce_subject", cartId);
        headers.put("ce_requestid", cartId + "-1");
        headers.put("ce_tenant", tenant);
        return headers;
    }
}
