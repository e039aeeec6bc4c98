package io.checkoutsuite.web.overload;

import jakarta.servlet.http.HttpServletRequest;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

/**
 * Identifies a caller for limits: by the token's subject, or by the address if there is no token. A Guest-Token or a cart id does not identify a
 * caller, because anybody can make up any number of them. Controllers can take it as an argument.
 *
 * @param anonymous whether it is an address, which many callers may share
 */
public record CallerKey(String value, boolean anonymous) {

    /** The IPv6 prefix that a provider assigns to one customer; every customer has plenty of addresses within it. */
    private static final int NETWORK_BYTES = 8;

    public static CallerKey of(HttpServletRequest request) {
        Authentication caller = SecurityContextHolder.getContext().getAuthentication();
        return caller instanceof JwtAuthenticationToken token
                        && token.getToken().getSubject() != null
                ? new CallerKey(
                        "subject " + token.getToken().getClaims().get("tenant") + "/"
                                + token.getToken().getSubject(),
                        false)
                : new CallerKey("address " + network(request.getRemoteAddr()), true);
    }

    private static String network(@Nullable String address) {
        if (address == null || address.indexOf(':') < 0) {
            return String.valueOf(address);
        }
        try {
            return InetAddress.getByName(address) instanceof Inet6Address six
                    ? HexFormat.of().formatHex(Arrays.copyOf(six.getAddress(), NETWORK_BYTES))
                    : address;
        } catch (UnknownHostException noAddress) {
            return address;
        }
    }
}
