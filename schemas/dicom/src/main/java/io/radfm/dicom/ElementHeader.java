// SPDX-License-Identifier: Apache-2.0
package io.radfm.dicom;

import java.io.IOException;

/// What stands before a value (PS3.5 §7.1): tag, VR and length, in explicit or implicit form.
///
/// @param vr `null` in items and delimiters, which have none
/// @param length unsigned; [#UNDEFINED] when only a delimiter tells the end
/// @param bytes how many bytes the header itself takes
record ElementHeader(int tag, Vr vr, long length, int bytes) {
    static final long UNDEFINED = 0xFFFFFFFFL;

    private static final int LONG_FORM = 12;
    private static final int SHORT_FORM = 8;

    boolean isUndefined() {
        return length == UNDEFINED;
    }

    /// Reads ahead, without passing over it. Explicit data sets hold implicit elements by mistake
    /// of some writers: two bytes that cannot be a VR are taken for the length they then are. `??`,
    /// `--` and blanks stand for a VR the writer did not know; theirs and that of a VR the standard
    /// added after us is UN, its length in the form that the next two bytes tell.
    static ElementHeader peek(Input in, boolean explicit, boolean bigEndian) throws IOException {
        if (!in.has(SHORT_FORM)) {
            throw new MalformedDicom(in.position(), "ends within an element header");
        }
        int tag = in.peekTag(0, bigEndian);
        if (Tag.group(tag) == 0xFFFE) {
            return new ElementHeader(tag, null, unsigned(in.peekInt(4, bigEndian)), SHORT_FORM);
        }
        int first = in.peek(4);
        int second = in.peek(5);
        if (!explicit || !isVr(first, second)) {
            return new ElementHeader(
                    tag, Dictionary.vr(tag), unsigned(in.peekInt(4, bigEndian)), SHORT_FORM);
        }
        var vr = Vr.of(first, second);
        boolean longForm = vr == null ? in.peekShort(6, bigEndian) == 0 : vr.hasLongLength();
        if (!longForm) {
            return new ElementHeader(
                    tag, vr == null ? Vr.UN : vr, in.peekShort(6, bigEndian), SHORT_FORM);
        }
        if (!in.has(LONG_FORM)) {
            throw new MalformedDicom(in.position(), "ends within an element header");
        }
        return new ElementHeader(
                tag, vr == null ? Vr.UN : vr, unsigned(in.peekInt(8, bigEndian)), LONG_FORM);
    }

    /// Whether a writer put these two letters where a VR stands, known to us or not.
    static boolean isVr(int first, int second) {
        return Vr.isCapital(first) && Vr.isCapital(second)
                || first == second && "?- ".indexOf(first) >= 0;
    }

    private static long unsigned(int length) {
        return length & 0xFFFFFFFFL;
    }
}
