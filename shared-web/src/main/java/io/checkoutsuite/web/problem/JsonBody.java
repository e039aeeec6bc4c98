package io.checkoutsuite.web.problem;

import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;

/**
 * The JSON of a request whose exact bytes matter because it was sent with an Idempotency-Key. Controllers take it as their request body. It is
 * parsed only when it is read, because a repeated request gets its stored response without that.
 *
 * @param <T> what the JSON describes
 */
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
public final class JsonBody<T> {

    private final byte[] bytes;
    private final Class<T> type;
    private final JsonBodyReader reader;

    public byte[] bytes() {
        return bytes.clone();
    }

    /**
     * Parses and validates it.
     *
     * @throws ProblemException with every invalid value
     */
    public T read() {
        return reader.read(bytes, type);
    }
}
