// SPDX-License-Identifier: Apache-2.0
package io.radfm.dicom;

import java.io.IOException;

/// The form a data set's elements really have, whatever is said about them.
record DataSetForm(boolean explicit, boolean bigEndian) {
    static final DataSetForm EXPLICIT_LITTLE = new DataSetForm(true, false);

    /// The declared form, unless the first element proves it wrong: some files name implicit VR and
    /// are explicit, or the reverse, or have no meta header to name anything.
    static DataSetForm really(Input in, TransferSyntax declared) throws IOException {
        boolean bigEndian = !declared.littleEndian();
        if (!in.has(8)) {
            return new DataSetForm(declared.explicit(), bigEndian);
        }
        boolean hasVr =
                declared.explicit()
                        ? ElementHeader.isVr(in.peek(4), in.peek(5))
                        : Vr.of(in.peek(4), in.peek(5)) != null;
        if (hasVr && !canBegin(in.peekTag(0, bigEndian)) && canBegin(in.peekTag(0, !bigEndian))) {
            bigEndian = !bigEndian;
        }
        return new DataSetForm(hasVr, bigEndian && hasVr);
    }

    /// Whether the standard knows this tag, which in the wrong byte order it hardly ever does.
    private static boolean canBegin(int tag) {
        return Tag.isGroupLength(tag)
                ? Tag.group(tag) < 0x100
                : Dictionary.keyword(tag).isPresent();
    }

    TransferSyntax nativeSyntax() {
        if (!explicit) {
            return TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN;
        }
        return bigEndian
                ? TransferSyntax.EXPLICIT_VR_BIG_ENDIAN
                : TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN;
    }
}
