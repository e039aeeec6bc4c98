package io.checkoutsuite.stack.cli;

import io.checkoutsuite.stack.Service;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Parses the name of a service that applies events. */
final class ParticipantConverter implements ITypeConverter<Service> {

    static final String NAMES = "order, inventory, offer or payment";

    @Override
    public Service convert(String text) {
        return Service.PARTICIPANTS.stream()
                .filter(service -> service.id().equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(() ->
                        new TypeConversionException("'" + text + "' is not a service that applies events: " + NAMES));
    }
}
