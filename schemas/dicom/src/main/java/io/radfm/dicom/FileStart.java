// SPDX-License-Identifier: Apache-2.0
package io.radfm.dicom;

import java.io.IOException;

/// The beginning of a file, up to its data set (PS3.10 §7.1): preamble, prefix, group 0002; any of
/// them may be missing.
record FileStart(FileMeta meta, DataSetForm form) {
    private static final int PREAMBLE = 128;
    private static final int PREFIX = 4;

    static FileStart read(Input in, ReadOptions options) throws IOException {
        if (hasPrefix(in, PREAMBLE) && !beginsWithElement(in)) {
            in.advance(PREAMBLE + PREFIX);
        } else if (hasPrefix(in, 0)) {
            in.advance(PREFIX);
        } else if (!beginsWithElement(in)) {
            throw new MalformedDicom(0, "neither a DICOM prefix nor a data element at its start");
        }
        var elements = new DataSet();
        new DataSetParser(in, options, false).parseMeta(elements);
        var uid = elements.string(Tag.TRANSFER_SYNTAX_UID);
        var declared = uid.map(TransferSyntax::of).orElse(TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
        if (declared.deflated()) {
            return new FileStart(new FileMeta(declared, elements), DataSetForm.EXPLICIT_LITTLE);
        }
        var form = DataSetForm.really(in, declared);
        boolean wrong =
                form.explicit() != declared.explicit()
                        || form.bigEndian() == declared.littleEndian();
        var actual =
                uid.isEmpty() || wrong && !declared.encapsulated() ? form.nativeSyntax() : declared;
        return new FileStart(new FileMeta(actual, elements), form);
    }

    private static boolean hasPrefix(Input in, int at) throws IOException {
        return in.has(at + PREFIX)
                && in.peek(at) == 'D'
                && in.peek(at + 1) == 'I'
                && in.peek(at + 2) == 'C'
                && in.peek(at + 3) == 'M';
    }

    /// Whether a data set or a meta header begins right here, without a preamble: a group that can
    /// come first, and a VR or a length that a first element can have.
    private static boolean beginsWithElement(Input in) throws IOException {
        if (!in.has(8)) {
            return false;
        }
        int little = in.peekShort(0, false);
        boolean bigEndian = little >= 0x100 && (little & 0xFF) == 0;
        int group = in.peekShort(0, bigEndian);
        if (group != 2 && group != 4 && group != 8 && group != 0x10) {
            return false;
        }
        return Vr.of(in.peek(4), in.peek(5)) != null
                || Integer.compareUnsigned(in.peekInt(4, false), 0x10000) < 0;
    }
}
