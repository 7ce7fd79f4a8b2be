// SPDX-License-Identifier: Apache-2.0
package io.radfm.pixels.image;

/// An image whose attributes contradict each other, or name something that is not supported. The
/// message names attributes and bounds, never a patient.
public final class UnusableImage extends Exception {
    private static final long serialVersionUID = 1L;

    public UnusableImage(String what) {
        super(what);
    }

    public UnusableImage(String what, Throwable cause) {
        super(what, cause);
    }
}
