// SPDX-License-Identifier: Apache-2.0
package io.radfm.modality.phantom;

/// A rotation; row k is where axis k of the thing turned points to.
final class Turn {
    static final Turn NONE = new Turn(new double[][] {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}});

    private final double[][] axes;

    private Turn(double[][] axes) {
        this.axes = axes;
    }

    /// About the axis to the left: the front goes down.
    static Turn aboutX(double degrees) {
        double s = Math.sin(Math.toRadians(degrees));
        double c = Math.cos(Math.toRadians(degrees));
        return new Turn(new double[][] {{1, 0, 0}, {0, c, s}, {0, -s, c}});
    }

    /// About the axis to the back: the left goes down.
    static Turn aboutY(double degrees) {
        double s = Math.sin(Math.toRadians(degrees));
        double c = Math.cos(Math.toRadians(degrees));
        return new Turn(new double[][] {{c, 0, -s}, {0, 1, 0}, {s, 0, c}});
    }

    /// About the axis to the head: the left goes back.
    static Turn aboutZ(double degrees) {
        double s = Math.sin(Math.toRadians(degrees));
        double c = Math.cos(Math.toRadians(degrees));
        return new Turn(new double[][] {{c, s, 0}, {-s, c, 0}, {0, 0, 1}});
    }

    double[] axis(int k) {
        return axes[k];
    }
}
