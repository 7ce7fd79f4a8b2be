// SPDX-License-Identifier: Apache-2.0
package io.radfm.model.engine.device;

import java.lang.foreign.MemorySegment;

/// Memory that a graph computes in. Addresses are the device's own, lengths bytes. One thread at a
/// time; nothing is under way when a method returns.
public interface DeviceMemory extends AutoCloseable {
    /// Memory filled with zeros, aligned to 256 bytes.
    ///
    /// @throws io.radfm.model.ModelFailure when there is not so much
    long allocate(long bytes);

    void free(long address);

    void upload(MemorySegment from, long to);

    void download(long from, MemorySegment to);

    /// Copies rows of `width` bytes that begin `pitch` bytes after one another, in both places; the
    /// two do not overlap.
    void copy(long from, long to, long pitch, long width, long rows);

    @Override
    void close();
}
