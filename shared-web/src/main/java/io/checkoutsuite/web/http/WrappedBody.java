package io.checkoutsuite.web.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.UnaryOperator;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;

/** A body of a response that is read through another stream. */
final class WrappedBody extends HttpEntityWrapper {

    private final UnaryOperator<InputStream> wrapper;

    WrappedBody(HttpEntity body, UnaryOperator<InputStream> wrapper) {
        super(body);
        this.wrapper = wrapper;
    }

    @Override
    public InputStream getContent() throws IOException {
        return wrapper.apply(super.getContent());
    }

    /** Reads single bytes as arrays, so that there is one method to override. */
    abstract static class Content extends FilterInputStream {

        Content(InputStream content) {
            super(content);
        }

        @Override
        public final int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
        }
    }
}
