// SPDX-License-Identifier: Apache-2.0
package io.radfm.storage;

/// An object that is in the store, or about to be.
///
/// @param digest SHA-256 of the bytes, 64 lower-case hexadecimal digits
/// @param bytes how many there are
public record ObjectRef(String digest, long bytes) {}
