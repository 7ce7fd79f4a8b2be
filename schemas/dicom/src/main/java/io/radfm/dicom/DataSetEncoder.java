// SPDX-License-Identifier: Apache-2.0
package io.radfm.dicom;

import java.io.IOException;
import java.io.OutputStream;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/// Elements as bytes, in one form (PS3.5 §7.1). Group lengths are left out, as PS3.5 §7.2 advises.
final class DataSetEncoder {
    private static final long LONGEST_SHORT = 0xFFFF;

    private final OutputStream out;
    private final boolean explicit;
    private final boolean bigEndian;
    private final Map<Value, Long> lengths = new IdentityHashMap<>();

    DataSetEncoder(OutputStream out, boolean explicit, boolean bigEndian) {
        this.out = out;
        this.explicit = explicit;
        this.bigEndian = bigEndian;
    }

    void dataSet(DataSet dataSet) throws IOException {
        for (var element : dataSet) {
            if (belongs(element)) {
                element(element, dataSet);
            }
        }
    }

    /// Group lengths would be wrong, and group 0002 stands before a data set, never in it.
    private static boolean belongs(Element element) {
        return !Tag.isGroupLength(element.tag()) && Tag.group(element.tag()) != 2;
    }

    void element(Element element, DataSet in) throws IOException {
        switch (element.value()) {
            case Value.Items items -> sequence(element, items, in);
            case Value.Fragments(var fragments) -> fragments(element, fragments);
            case Value.Elsewhere _ ->
                    throw new IllegalArgumentException(
                            Tag.format(element.tag()) + " was not loaded and cannot be written");
            case Value.Bytes _, Value.Text _ ->
                    bytes(element, Values.bytes(element, in).orElseThrow());
        }
    }

    private void bytes(Element element, byte[] value) throws IOException {
        var ordered = value;
        long length = value.length + value.length % 2L;
        var vr = written(element, length);
        int unit = vr.unitBytes();
        if (bigEndian && unit > 1) {
            ordered = value.clone();
            ByteOrders.reverse(ordered, unit);
        }
        header(element.tag(), vr, length);
        out.write(ordered);
        if (value.length % 2 != 0) {
            out.write(element.vr().padding());
        }
    }

    /// What does not fit 16 bits of length is written as UN, little endian (PS3.5 §6.2.2).
    private Vr written(Element element, long length) {
        boolean fits = !explicit || element.vr().hasLongLength() || length <= LONGEST_SHORT;
        return fits ? element.vr() : Vr.UN;
    }

    private void sequence(Element element, Value.Items sequence, DataSet in) throws IOException {
        header(element.tag(), Vr.SQ, length(sequence, in));
        for (var item : sequence.items()) {
            tag(Tag.ITEM);
            number(length(item), 4);
            dataSet(item);
        }
    }

    private void fragments(Element element, List<byte[]> fragments) throws IOException {
        header(element.tag(), element.vr(), ElementHeader.UNDEFINED);
        for (var fragment : fragments) {
            tag(Tag.ITEM);
            number(fragment.length + fragment.length % 2L, 4);
            out.write(fragment);
            if (fragment.length % 2 != 0) {
                out.write(0);
            }
        }
        tag(Tag.SEQUENCE_DELIMITATION);
        number(0, 4);
    }

    private long length(DataSet item) {
        long sum = 0;
        for (var element : item) {
            if (belongs(element)) {
                long length = length(element, item);
                sum += headerBytes(element, length) + length;
            }
        }
        return sum;
    }

    private long length(Element element, DataSet in) {
        return switch (element.value()) {
            case Value.Items items -> length(items, in);
            case Value.Fragments(var fragments) -> {
                long sum = 8;
                for (var fragment : fragments) {
                    sum += 8 + fragment.length + fragment.length % 2;
                }
                yield sum;
            }
            case Value.Elsewhere elsewhere -> elsewhere.length();
            case Value.Bytes _, Value.Text _ -> {
                int bytes = Values.bytes(element, in).orElseThrow().length;
                yield bytes + bytes % 2;
            }
        };
    }

    /// Each sequence is measured once, however deep it lies, the outer before the inner. That is
    /// when an item put in by a program learns the character set it stands in.
    private long length(Value.Items sequence, DataSet in) {
        var known = lengths.get(sequence);
        if (known == null) {
            long sum = 0;
            for (var item : sequence.items()) {
                if (item.isDetached()) {
                    item.inherit(in.characterSet());
                }
                sum += 8 + length(item);
            }
            known = sum;
            lengths.put(sequence, known);
        }
        return known;
    }

    private int headerBytes(Element element, long length) {
        return explicit && written(element, length).hasLongLength() ? 12 : 8;
    }

    private void header(int tag, Vr vr, long length) throws IOException {
        tag(tag);
        if (!explicit) {
            number(length, 4);
            return;
        }
        out.write(vr.name().charAt(0));
        out.write(vr.name().charAt(1));
        if (vr.hasLongLength()) {
            number(0, 2);
            number(length, 4);
        } else {
            number(length, 2);
        }
    }

    private void tag(int tag) throws IOException {
        number(Tag.group(tag), 2);
        number(Tag.element(tag), 2);
    }

    private void number(long value, int bytes) throws IOException {
        for (int i = 0; i < bytes; i++) {
            int shift = 8 * (bigEndian ? bytes - 1 - i : i);
            out.write((int) (value >>> shift));
        }
    }
}
