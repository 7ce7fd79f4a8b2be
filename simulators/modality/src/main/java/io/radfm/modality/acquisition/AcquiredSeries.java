// SPDX-License-Identifier: Apache-2.0
package io.radfm.modality.acquisition;

/// A series whose instances are made when they are asked for.
public interface AcquiredSeries {
    String description();

    /// How many instances.
    int size();

    String sopClass();

    /// Whether the station would rather send it compressed.
    boolean compressed();

    /// @param index 0 to size - 1; instances are sent in this order
    /// @param compressed as the station would like it, when whoever receives it agrees
    Instance instance(int index, boolean compressed);
}
