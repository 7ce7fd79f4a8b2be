// SPDX-License-Identifier: Apache-2.0
package io.radfm.preparation;

import io.radfm.dicom.ByteSource;
import io.radfm.dicom.DicomFile;
import io.radfm.dicom.DicomReader;
import io.radfm.dicom.Limits;
import io.radfm.dicom.ReadOptions;
import io.radfm.events.InstanceRef;
import io.radfm.storage.ObjectStore;

import java.io.IOException;

/// Reads the DICOM objects of a context where they lie; pixel data stays there until a frame is
/// asked for.
final class StoredObjects implements ScanObjects {
    /// Palettes and LUTs are at most 128 KiB; what is longer is not needed to prepare a scan.
    private static final ReadOptions OPTIONS = new ReadOptions(Limits.DEFAULT, false, 1 << 20);

    private final ObjectStore store;

    StoredObjects(ObjectStore store) {
        this.store = store;
    }

    @Override
    public DicomFile read(InstanceRef instance) throws IOException {
        var digest = instance.getDigest();
        var file = store.path(digest);
        var source = file.isPresent() ? ByteSource.of(file.get()) : ranges(instance);
        return DicomReader.read(source, OPTIONS);
    }

    private ByteSource ranges(InstanceRef instance) {
        return new ByteSource() {
            @Override
            public long size() {
                return instance.getBytes();
            }

            @Override
            public int read(long position, byte[] into, int offset, int length) throws IOException {
                var bytes = store.range(instance.getDigest(), position, length);
                System.arraycopy(bytes, 0, into, offset, bytes.length);
                return bytes.length == 0 && length > 0 ? -1 : bytes.length;
            }
        };
    }
}
