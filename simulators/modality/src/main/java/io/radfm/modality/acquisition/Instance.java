// SPDX-License-Identifier: Apache-2.0
package io.radfm.modality.acquisition;

import io.radfm.dicom.DataSet;
import io.radfm.dicom.DicomWriter;
import io.radfm.dicom.FileMeta;
import io.radfm.dicom.Tag;
import io.radfm.dicom.TransferSyntax;
import io.radfm.wire.scu.ObjectKind;
import io.radfm.wire.scu.Outgoing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/// A SOP instance, and how it is encoded.
public record Instance(DataSet dataSet, TransferSyntax syntax) {
    public String sopInstanceUid() {
        return dataSet.string(Tag.SOP_INSTANCE_UID).orElseThrow();
    }

    public ObjectKind kind() {
        return new ObjectKind(dataSet.string(Tag.SOP_CLASS_UID).orElseThrow(), syntax.uid());
    }

    public Outgoing outgoing() {
        var bytes = new ByteArrayOutputStream();
        try {
            DicomWriter.writeDataSet(bytes, dataSet, syntax);
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail to be written", e);
        }
        return Outgoing.of(kind(), sopInstanceUid(), bytes.toByteArray());
    }

    /// As a Part 10 file.
    public void write(Path file) throws IOException {
        DicomWriter.write(file, FileMeta.of(dataSet, syntax), dataSet);
    }
}
