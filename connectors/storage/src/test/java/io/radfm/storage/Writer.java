// SPDX-License-Identifier: Apache-2.0
package io.radfm.storage;

import java.net.URI;
import java.util.concurrent.ThreadLocalRandom;

/// A process of its own that writes objects from four threads until it is killed, and prints the
/// digest of each one after its commit.
final class Writer {
    private Writer() {}

    public static void main(String[] arguments) throws Exception {
        var store = ObjectStore.of(URI.create(arguments[0]), new StoreLimits(1 << 22, 0, 0));
        for (int i = 0; i < 4; i++) {
            Thread.ofPlatform().start(() -> write(store));
        }
    }

    private static void write(ObjectStore store) {
        var random = ThreadLocalRandom.current();
        try {
            while (true) {
                var object = new byte[random.nextInt(1, 1 << 20)];
                random.nextBytes(object);
                try (var upload = store.begin()) {
                    upload.write(object);
                    upload.commit()
                            .thenAccept(ref -> System.out.println(ref.digest()))
                            .toCompletableFuture()
                            .join();
                }
            }
        } catch (StorageException e) {
            throw new AssertionError(e);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
