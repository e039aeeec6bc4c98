package io.checkoutsuite.web.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import lombok.RequiredArgsConstructor;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.core5.concurrent.Cancellable;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;

/**
 * Ends a call that takes too long, from the wait for a connection to the last byte of the response. The timeouts of the client itself limit each
 * read, so a response that arrives slowly would never time out.
 */
@RequiredArgsConstructor
final class CallTimeout implements ExecChainHandler {

    private static final ScheduledThreadPoolExecutor TIMER = timer();

    private final Supplier<Duration> timeout;

    private static ScheduledThreadPoolExecutor timer() {
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("call-timeouts").factory());
        timer.setRemoveOnCancelPolicy(true);
        return timer;
    }

    @Override
    public ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        TimedCall call = new TimedCall((Cancellable) scope.originalRequest, timeout.get());
        boolean hasBody = false;
        try {
            ClassicHttpResponse response = chain.proceed(request, scope);
            HttpEntity body = response.getEntity();
            if (body != null) {
                response.setEntity(new WrappedBody(body, content -> new TimedStream(content, call)));
                hasBody = true;
            }
            return response;
        } catch (IOException failure) {
            throw call.explained(failure);
        } finally {
            if (!hasBody) {
                call.end();
            }
        }
    }

    private static final class TimedCall {

        private final Duration timeout;
        private final Future<?> expiry;
        private volatile boolean expired;

        TimedCall(Cancellable call, Duration timeout) {
            this.timeout = timeout;
            // On a thread of its own, because closing a connection may block.
            this.expiry = TIMER.schedule(
                    () -> Thread.startVirtualThread(() -> expire(call)), timeout.toMillis(), TimeUnit.MILLISECONDS);
        }

        private void expire(Cancellable call) {
            expired = true;
            call.cancel();
        }

        void end() {
            expiry.cancel(false);
        }

        IOException explained(IOException failure) {
            if (!expired) {
                return failure;
            }
            SocketTimeoutException timedOut =
                    new SocketTimeoutException("No complete response within " + timeout.toMillis() + " ms");
            timedOut.initCause(failure);
            return timedOut;
        }
    }

    /** Belongs to the call until it is closed. */
    private static final class TimedStream extends WrappedBody.Content {

        private final TimedCall call;

        TimedStream(InputStream body, TimedCall call) {
            super(body);
            this.call = call;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            try {
                return super.read(bytes, offset, length);
            } catch (IOException failure) {
                throw call.explained(failure);
            }
        }

        @Override
        public void close() throws IOException {
            call.end();
            super.close();
        }
    }
}
