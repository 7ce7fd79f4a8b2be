// SPDX-License-Identifier: Apache-2.0
package io.radfm.modality.phantom;

/// The patient's side, which is on the other side of a picture.
public enum Side {
    LEFT,
    RIGHT,
    BOTH,
    /// In the midline, or of an organ there is one of.
    NONE;

    /// 1 to the patient's left, -1 to the right (patient coordinates).
    double sign() {
        return this == RIGHT ? -1 : 1;
    }

    public Side opposite() {
        return switch (this) {
            case LEFT -> RIGHT;
            case RIGHT -> LEFT;
            case BOTH, NONE -> this;
        };
    }
}
