// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.labels;

/// What a sentence says about something it names.
public enum Presence {
    PRESENT,
    UNCERTAIN,
    ABSENT,
    /// Of another time; says nothing of these images.
    PAST
}
