package io.checkoutsuite.web.participants;

/** A participant is unavailable, so its state is unknown. */
public final class ParticipantUnavailableException extends IllegalStateException {

    private final String service;

    /** @param service the participant's name, for instance {@code order} */
    public ParticipantUnavailableException(String service, Throwable cause) {
        super(service + " does not answer, so its state is unknown: " + cause.getMessage(), cause);
        this.service = service;
    }

    public String service() {
        return service;
    }
}
