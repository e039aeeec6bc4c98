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
 * Who is meant when somebody asks too often: a token's subject, or the address of whoever has none. A Guest-Token or a cart's id does not
 * count, since anybody can make up as many as they like. An operation may take it as an argument.
 *
 * @param anonymous whether it is an address, behind which there may be many
 */
public record CallerKey(String value, boolean anonymous) {

    /** What one customer of a provider has at least: of the rest of an address everybody has plenty. */
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
