// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.replay;

import io.radfm.dicom.DataSet;
import io.radfm.dicom.DicomReader;
import io.radfm.dicom.MalformedDicom;
import io.radfm.dicom.ReadOptions;
import io.radfm.events.InstanceRef;
import io.radfm.storage.ObjectStore;
import io.radfm.storage.StorageException;

import java.io.IOException;
import java.nio.channels.Channels;

/// Headers of stored objects, without bulk.
record StoredHeaders(ObjectStore store) {
    /// @throws Dropped when the object is gone or no DICOM
    /// @throws IOException when the store is away just now
    DataSet of(InstanceRef instance) throws IOException, Dropped {
        try (var channel = store.open(instance.getDigest())) {
            return DicomReader.readHeader(Channels.newInputStream(channel), ReadOptions.HEADER)
                    .dataSet();
        } catch (MalformedDicom e) {
            throw new Dropped("unreadable-object");
        } catch (StorageException.NoSuchObject e) {
            throw new Dropped("missing-object"); // live it may be on its way; here it is gone
        } catch (StorageException e) {
            if (e.isTransient()) {
                throw e;
            }
            throw new Dropped("unreadable-object");
        }
    }
}
