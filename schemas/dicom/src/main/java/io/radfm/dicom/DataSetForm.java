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
        if (bigEndian != looksBigEndian(in) && hasVr) {
            bigEndian = !bigEndian;
        }
        return new DataSetForm(hasVr, bigEndian && hasVr);
    }

    /// The first group is a small number: read in the wrong order it is a multiple of 256.
    private static boolean looksBigEndian(Input in) {
        int little = in.peekShort(0, false);
        return little >= 0x100 && (little & 0xFF) == 0;
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
