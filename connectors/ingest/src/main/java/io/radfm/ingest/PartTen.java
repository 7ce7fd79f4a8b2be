// SPDX-License-Identifier: Apache-2.0
package io.radfm.ingest;

import io.radfm.dicom.DicomWriter;
import io.radfm.dicom.FileMeta;
import io.radfm.dicom.Tag;
import io.radfm.dicom.TransferSyntax;
import io.radfm.wire.scp.StoreRequest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;

/// What stands before the data set in a stored file (PS3.10 §7.1): a function of the instance and
/// its encoding alone. No time, no AE title, no version of ours, so that the same bytes from
/// anybody, at any time, are the same object.
final class PartTen {
    private PartTen() {}

    static byte[] head(StoreRequest request) throws IOException {
        var meta =
                FileMeta.of(
                        request.sopClassUid(),
                        request.sopInstanceUid(),
                        TransferSyntax.of(request.transferSyntax()));
        meta.elements().remove(Tag.IMPLEMENTATION_VERSION_NAME);
        var head = new ByteArrayOutputStream();
        DicomWriter.writeMeta(head, meta);
        return head.toByteArray();
    }
}
