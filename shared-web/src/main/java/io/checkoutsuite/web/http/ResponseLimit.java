package io.checkoutsuite.web.http;

import java.io.IOException;
import java.io.InputStream;
import lombok.RequiredArgsConstructor;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.core5.concurrent.Cancellable;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;

/** Ends a call whose response body is larger than the caller wants to read. The rest of the body is not received, so the connection is closed. */
@RequiredArgsConstructor
final class ResponseLimit implements ExecChainHandler {

    private final long bytes;

    @Override
    public ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        ClassicHttpResponse response = chain.proceed(request, scope);
        HttpEntity body = response.getEntity();
        if (body != null) {
            response.setEntity(
                    new WrappedBody(body, content -> new LimitedStream(content, (Cancellable) scope.originalRequest)));
        }
        return response;
    }

    private final class LimitedStream extends WrappedBody.Content {

        private final Cancellable call;
        private long read;

        LimitedStream(InputStream body, Cancellable call) {
            super(body);
            this.call = call;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int count = super.read(target, offset, length);
            read += Math.max(count, 0);
            if (read > bytes) {
                call.cancel();
                throw new IOException("The response has more than " + bytes + " bytes");
            }
            return count;
        }
    }
}
