// SPDX-License-Identifier: Apache-2.0
package io.radfm.storage;

import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.concurrent.CompletionStage;

/// One object on its way in, by arrays or by buffers; a large direct buffer is not copied. Used by
/// one thread at a time.
///
/// ```
///   write… ──► seal ──► commit
///      └─────────┴────► close: nothing is kept
/// ```
public abstract class Upload extends OutputStream implements WritableByteChannel {
    /// How many bytes were written so far.
    public abstract long bytes();

    /// Takes all of the buffer.
    @Override
    public abstract int write(ByteBuffer from) throws StorageException;

    /// Ends writing and answers what the object will be called. It is not in the store yet, but
    /// from now on the death of this process does not lose it: the next one puts it there.
    public abstract ObjectRef seal() throws StorageException;

    /// Puts the object into the store, sealing it first. The stage completes when the object
    /// survives loss of power, or exceptionally with a [StorageException] when it is not kept. Does
    /// not block.
    public abstract CompletionStage<ObjectRef> commit();

    /// Forgets the object unless it was committed.
    @Override
    public abstract void close();
}
