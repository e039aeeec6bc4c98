package io.checkoutsuite.payment.stripe;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import java.net.URLEncoder;
import java.util.LinkedHashMap;
import java.util.Map;

/** The parameters of a request, which Stripe expects as a form. The same parameters always have the same encoding. */
record StripeForm(Map<String, String> parameters) {

    static final StripeForm EMPTY = new StripeForm(Map.of());

    StripeForm with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(parameters);
        more.put(name, value);
        return new StripeForm(more);
    }

    StripeForm with(String name, long value) {
        return with(name, Long.toString(value));
    }

    StripeForm withMetadata(String key, String value) {
        return with("metadata[" + key + "]", value);
    }

    String encoded() {
        return parameters.entrySet().stream()
                .map(parameter -> URLEncoder.encode(parameter.getKey(), UTF_8) + "="
                        + URLEncoder.encode(parameter.getValue(), UTF_8))
                .collect(joining("&"));
    }

    /** Without values, which may be tokens. */
    @Override
    public String toString() {
        return "StripeForm" + parameters.keySet();
    }
}
