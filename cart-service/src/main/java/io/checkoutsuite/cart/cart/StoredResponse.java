package io.checkoutsuite.cart.cart;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * A stored HTTP response, byte for byte.
 *
 * @param version of the cart that the body shows, which is its entity tag
 * @param deflated the compressed body; the JSON of carts is repetitive and compresses well
 */
public record StoredResponse(int status, long version, byte[] deflated) {

    public static StoredResponse of(int status, long version, byte[] body) {
        ByteArrayOutputStream into = new ByteArrayOutputStream(body.length / 4 + 64);
        Deflater fast = new Deflater(Deflater.BEST_SPEED);
        try (DeflaterOutputStream deflate = new DeflaterOutputStream(into, fast)) {
            deflate.write(body);
        } catch (IOException neverInMemory) {
            throw new UncheckedIOException(neverInMemory);
        } finally {
            fast.end();
        }
        return new StoredResponse(status, version, into.toByteArray());
    }

    public byte[] body() {
        try (InflaterInputStream inflate = new InflaterInputStream(new ByteArrayInputStream(deflated))) {
            return inflate.readAllBytes();
        } catch (IOException neverInMemory) {
            throw new UncheckedIOException(neverInMemory);
        }
    }
}
