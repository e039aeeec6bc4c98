package io.checkoutsuite.failure.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Forwards all connections to one port to another one, as a load balancer does while a node is dead. */
final class PortForwarding implements AutoCloseable {

    private final ServerSocket from;
    private final int to;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    private PortForwarding(ServerSocket from, int to) {
        this.from = from;
        this.to = to;
    }

    static PortForwarding begin(int from, int to) {
        try {
            PortForwarding forwarding =
                    new PortForwarding(new ServerSocket(from, 50, InetAddress.getLoopbackAddress()), to);
            Thread.startVirtualThread(forwarding::accept);
            return forwarding;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket caller = from.accept();
                Thread.startVirtualThread(() -> forward(caller));
            }
        } catch (IOException closed) {
            // The forwarding has ended.
        }
    }

    private void forward(Socket caller) {
        open.add(caller);
        try (caller;
                Socket node = new Socket(InetAddress.getLoopbackAddress(), to)) {
            Thread responses = Thread.startVirtualThread(() -> copy(node, caller));
            copy(caller, node);
            responses.join();
        } catch (IOException | InterruptedException ended) {
            // Both ends see a closed connection.
        } finally {
            open.remove(caller);
        }
    }

    /** Copies until one end closes the connection, and then closes the other one. */
    private static void copy(Socket source, Socket target) {
        try (source;
                target) {
            source.getInputStream().transferTo(target.getOutputStream());
        } catch (IOException ended) {
            // Both ends see a closed connection.
        }
    }

    @Override
    public void close() {
        try {
            from.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
