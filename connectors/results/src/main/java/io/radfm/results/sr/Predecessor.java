// SPDX-License-Identifier: Apache-2.0
package io.radfm.results.sr;

/// The SR that a new revision's SR replaces.
public record Predecessor(String sopClassUid, String seriesUid, String sopInstanceUid) {}
