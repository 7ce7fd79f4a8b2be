// SPDX-License-Identifier: Apache-2.0
package io.radfm.dicom;

/// File Meta Information (PS3.10 §7.1).
///
/// @param transferSyntax in which the data set really is, which is what (0002,0010) declares unless
///   the bytes prove it wrong
/// @param elements group 0002 as it stands; empty when the file has none
public record FileMeta(TransferSyntax transferSyntax, DataSet elements) {
    /// What a file of this data set says when it is written.
    public static FileMeta of(DataSet dataSet, TransferSyntax transferSyntax) {
        return of(
                dataSet.string(Tag.SOP_CLASS_UID).orElse(""),
                dataSet.string(Tag.SOP_INSTANCE_UID).orElse(""),
                transferSyntax);
    }

    /// What a file of this instance says when it is written, always the same bytes.
    public static FileMeta of(
            String sopClassUid, String sopInstanceUid, TransferSyntax transferSyntax) {
        var elements =
                new DataSet()
                        .putBytes(Tag.FILE_META_INFORMATION_VERSION, Vr.OB, new byte[] {0, 1})
                        .put(text(Tag.MEDIA_STORAGE_SOP_CLASS_UID, sopClassUid))
                        .put(text(Tag.MEDIA_STORAGE_SOP_INSTANCE_UID, sopInstanceUid))
                        .put(text(Tag.TRANSFER_SYNTAX_UID, transferSyntax.uid()))
                        .putString(Tag.IMPLEMENTATION_CLASS_UID, Vr.UI, Uid.IMPLEMENTATION_CLASS)
                        .putString(
                                Tag.IMPLEMENTATION_VERSION_NAME, Vr.SH, Uid.IMPLEMENTATION_VERSION);
        return new FileMeta(transferSyntax, elements);
    }

    /// Unchecked: a peer's UIDs are kept as they came.
    private static Element text(int tag, String value) {
        return new Element(tag, Vr.UI, new Value.Text(value));
    }
}
