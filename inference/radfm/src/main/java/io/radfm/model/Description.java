// SPDX-License-Identifier: Apache-2.0
package io.radfm.model;

/// Which model this is, for the provenance of everything it writes.
///
/// @param parameters how many numbers it computes with
/// @param weightsSha256 of the weights file; of several files, see [Digests]
/// @param engine what computes, with versions
/// @param precision of the weights while computing, for example `fp32`
/// @param notice shown with everything the model writes; may be empty
public record Description(
        String name,
        String version,
        long parameters,
        String weightsSha256,
        String engine,
        String precision,
        boolean trained,
        String notice) {}
