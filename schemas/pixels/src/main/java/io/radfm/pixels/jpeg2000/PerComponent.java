// SPDX-License-Identifier: Apache-2.0
package io.radfm.pixels.jpeg2000;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// A parameter with a default, with components of their own, and with a main header behind both.
final class PerComponent<T> {
    private final List<T> own;
    private final PerComponent<T> main;
    private T all;

    PerComponent(int components, PerComponent<T> main) {
        own = new ArrayList<>(Collections.nCopies(components, null));
        this.main = main;
    }

    void setAll(T value) {
        all = value;
    }

    void set(int component, T value) {
        own.set(component, value);
    }

    /// Null when nobody has said anything.
    T of(int component) {
        if (own.get(component) != null) {
            return own.get(component);
        }
        return all != null || main == null ? all : main.of(component);
    }
}
