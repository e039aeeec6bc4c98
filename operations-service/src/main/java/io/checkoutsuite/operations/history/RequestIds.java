package io.checkoutsuite.operations.history;

/** Request ids of checkout attempts: {@code <cart id>-<attempt>}. */
public final class RequestIds {

    private RequestIds() {}

    public static String cartIdOf(String requestId) {
        int dash = requestId.lastIndexOf('-');
        return dash < 0 ? requestId : requestId.substring(0, dash);
    }
}
