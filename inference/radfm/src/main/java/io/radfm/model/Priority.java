// SPDX-License-Identifier: Apache-2.0
package io.radfm.model;

/// Who goes first. While anything urgent can be computed, nothing routine is.
public enum Priority {
    STAT,
    ROUTINE
}
