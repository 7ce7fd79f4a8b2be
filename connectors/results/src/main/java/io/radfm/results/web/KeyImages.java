// SPDX-License-Identifier: Apache-2.0
package io.radfm.results.web;

import io.radfm.events.InstanceRef;
import io.radfm.storage.ObjectStore;

final class KeyImages {
    KeyImages(ObjectStore store) {}

    sealed interface Picture {
        record Png(byte[] bytes) implements Picture {}

        record None(String why) implements Picture {}

        record Later(String why) implements Picture {}
    }

    Picture of(InstanceRef instance) throws InterruptedException {
        return new Picture.None("not yet");
    }
}
