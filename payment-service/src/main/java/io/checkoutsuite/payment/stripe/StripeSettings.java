package io.checkoutsuite.payment.stripe;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.StringUtils;

/**
 * How Stripe is called.
 *
 * @param apiKey the secret or restricted key of the merchant account; without one, Stripe is not used
 * @param tenantApiKeys the keys of tenants that have a merchant account of their own
 * @param url the address of the interface
 * @param apiVersion the version of the interface; the adapter was written for the default
 * @param timeout how long a call may take, with all its requests to Stripe; {@code suite.payment.lease} has to be at least twice as long
 * @param retries how often a request is repeated that Stripe refuses for the moment, because there are too many or because another one is in progress
 * @param priority its priority among the gateways of a split payment, smallest first
 * @param returnUrl the shop's page that Stripe opens after the buyer has confirmed a payment on Stripe's page; null if the shop shows the confirmation
 *     with Stripe's script
 * @param webhookSecrets the secrets of the endpoints at Stripe that send notifications; without one, none are received
 */
@ConfigurationProperties("suite.payment.stripe")
public record StripeSettings(
        @Nullable String apiKey,
        @DefaultValue Map<String, String> tenantApiKeys,
        @DefaultValue("https://api.stripe.com") URI url,
        @DefaultValue("2024-06-20") String apiVersion,
        @DefaultValue("5s") Duration timeout,
        @DefaultValue("2") int retries,
        @DefaultValue("1") int priority,
        @Nullable URI returnUrl,
        @DefaultValue List<String> webhookSecrets) {

    private static final String PREFIX = "suite.payment.stripe.";
    private static final String KEY = "(sk|rk)_[A-Za-z0-9_]{1,250}";
    private static final String WEBHOOK_SECRET = "whsec_[A-Za-z0-9_+/=]{1,250}";
    private static final int MOST_WEBHOOK_SECRETS = 100;
    private static final int LONGEST_RETURN_URL = 1_000;
    private static final String VERSION = "\\d{4}-\\d{2}-\\d{2}(\\.[a-z]{1,32})?";
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final Duration SHORTEST_TIMEOUT = Duration.ofMillis(100);
    private static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(2);
    private static final int MOST_RETRIES = 10;

    /** @throws IllegalArgumentException naming the setting, but never a key */
    public StripeSettings {
        tenantApiKeys = Map.copyOf(tenantApiKeys);
        apiKey = StringUtils.hasText(apiKey) ? apiKey : null;
        if (apiKey != null) {
            requireSecretKey("api-key", apiKey);
        }
        require(
                apiKey != null || tenantApiKeys.isEmpty(),
                "tenant-api-keys needs api-key as well, which is the key of all other tenants");
        tenantApiKeys.forEach((tenant, key) -> requireSecretKey("tenant-api-keys." + tenant, key));
        require(isProtected(url), "url must begin with https://, or with http:// on this machine, and have no path");
        require(apiVersion.matches(VERSION), "api-version must be a version such as 2024-06-20");
        require(
                timeout.compareTo(SHORTEST_TIMEOUT) >= 0 && timeout.compareTo(LONGEST_TIMEOUT) <= 0,
                "timeout must be from 100ms to 2m");
        require(retries >= 0 && retries <= MOST_RETRIES, "retries must be from 0 to " + MOST_RETRIES);
        require(
                returnUrl == null || isPage(returnUrl),
                "return-url must be the address of a page that begins with https://, or with http:// on this machine");
        webhookSecrets =
                webhookSecrets.stream().filter(StringUtils::hasText).distinct().toList();
        require(
                webhookSecrets.size() <= MOST_WEBHOOK_SECRETS,
                "webhook-secrets must be at most " + MOST_WEBHOOK_SECRETS);
        require(
                webhookSecrets.stream().allMatch(secret -> secret.matches(WEBHOOK_SECRET)),
                "webhook-secrets are not all secrets of endpoints: each must begin with whsec_");
    }

    private static void requireSecretKey(String name, String key) {
        require(
                !key.startsWith("pk_"),
                name + " is a publishable key; payments need a secret key (sk_…) or a restricted one (rk_…)");
        require(key.matches(KEY), name + " is not an API key: it must begin with sk_ or rk_");
    }

    private static boolean isProtected(URI url) {
        boolean root = url.getRawPath() == null || url.getRawPath().isEmpty();
        return root && url.getRawQuery() == null && isEncrypted(url);
    }

    private static boolean isPage(URI url) {
        return isEncrypted(url) && url.toString().length() <= LONGEST_RETURN_URL;
    }

    private static boolean isEncrypted(URI url) {
        String host = url.getHost();
        return host != null
                && url.getRawUserInfo() == null
                && ("https".equals(url.getScheme()) || "http".equals(url.getScheme()) && LOOPBACK.contains(host));
    }

    private static void require(boolean usable, String rule) {
        if (!usable) {
            throw new IllegalArgumentException(PREFIX + rule);
        }
    }

    /** @throws IllegalStateException if Stripe is not used */
    String apiKey(String tenant) {
        String key = tenantApiKeys.getOrDefault(tenant, apiKey);
        if (key == null) {
            throw new IllegalStateException("Stripe is not configured");
        }
        return key;
    }

    /** Without the keys. */
    @Override
    public String toString() {
        return "StripeSettings[url=%s, apiVersion=%s, timeout=%s, retries=%d, priority=%d]"
                .formatted(url, apiVersion, timeout, retries, priority);
    }
}
