package io.checkoutsuite.stack.cli;

import io.checkoutsuite.stack.Service;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * The base address of running services.
 *
 * @param services the services that are there
 * @param address without a final slash
 */
record ServiceUrl(Set<Service> services, URI address) {

    static final String FORMAT = "[SERVICE=]URL";

    /** Parses {@code https://suite.example.org} for all services, or {@code operations=https://ops.example.org} for one. */
    static final class Converter implements ITypeConverter<ServiceUrl> {

        @Override
        public ServiceUrl convert(String text) {
            int equals = text.indexOf('=');
            return text.startsWith("http") || equals < 0
                    ? new ServiceUrl(EnumSet.allOf(Service.class), address(text))
                    : new ServiceUrl(Set.of(service(text.substring(0, equals))), address(text.substring(equals + 1)));
        }

        private static Service service(String name) {
            return Stream.of(Service.values())
                    .filter(service -> service.id().equals(name.toLowerCase(Locale.ROOT)))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException("'" + name + "' is not a service of the suite"));
        }

        private static URI address(String text) {
            try {
                URI address = new URI(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
                if (address.getHost() != null
                        && ("http".equals(address.getScheme()) || "https".equals(address.getScheme()))) {
                    return address;
                }
            } catch (URISyntaxException noAddress) {
                // Refused below, like every other text that is not an address.
            }
            throw new TypeConversionException("'" + text + "' is not an address such as https://suite.example.org");
        }
    }
}
