// SPDX-License-Identifier: Apache-2.0
package io.radfm.storage;

import java.io.IOException;

/// Everything a store can answer instead of what was asked.
public abstract sealed class StorageException extends IOException {
    private StorageException(String what, Throwable cause) {
        super(what, cause);
    }

    /// Whether the same request may succeed later without anybody changing it.
    public boolean isTransient() {
        return false;
    }

    /// Free space is below the watermark. Reading still works.
    public static final class StoreFull extends StorageException {
        public StoreFull(long freeBytes, long watermarkBytes) {
            super("store is full: " + freeBytes + " bytes free, " + watermarkBytes + " kept", null);
        }

        @Override
        public boolean isTransient() {
            return true;
        }
    }

    /// The volume failed us; what was being written is not in the store.
    public static final class StoreFailed extends StorageException {
        public StoreFailed(String what, Throwable cause) {
            super(what, cause);
        }

        @Override
        public boolean isTransient() {
            return true;
        }
    }

    /// More bytes arrived than an object may have.
    public static final class ObjectTooLarge extends StorageException {
        public ObjectTooLarge(long maxBytes) {
            super("object is larger than " + maxBytes + " bytes", null);
        }
    }

    /// Nothing has this digest, or not yet: events may run a moment ahead of their objects.
    public static final class NoSuchObject extends StorageException {
        public NoSuchObject(String digest) {
            super("no object " + digest, null);
        }

        @Override
        public boolean isTransient() {
            return true;
        }
    }

    /// The stored bytes no longer have the digest they are stored under.
    public static final class CorruptObject extends StorageException {
        public CorruptObject(String digest, String actual) {
            super("object " + digest + " now has digest " + actual, null);
        }
    }

    /// Not 64 lower-case hexadecimal digits. The text itself may be hostile and is not repeated.
    public static final class MalformedDigest extends StorageException {
        public MalformedDigest() {
            super("not a SHA-256 digest", null);
        }
    }
}
