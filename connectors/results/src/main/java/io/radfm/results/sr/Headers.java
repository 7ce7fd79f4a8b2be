// SPDX-License-Identifier: Apache-2.0
package io.radfm.results.sr;

import io.radfm.dicom.ByteSource;
import io.radfm.dicom.DataSet;
import io.radfm.dicom.DicomReader;
import io.radfm.dicom.ReadOptions;
import io.radfm.storage.ObjectStore;

import java.io.IOException;

/// The headers of stored instances, read up to their Pixel Data.
public record Headers(ObjectStore store) {
    /// @throws io.radfm.dicom.MalformedDicom when the object is no DICOM
    public DataSet of(String digest) throws IOException {
        try (var object = store.open(digest)) {
            return DicomReader.read(ByteSource.of(object), ReadOptions.HEADER).dataSet();
        }
    }
}
