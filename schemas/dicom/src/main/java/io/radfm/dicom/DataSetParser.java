// SPDX-License-Identifier: Apache-2.0
package io.radfm.dicom;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Elements from bytes (PS3.5 §7), in one pass, within [Limits]. Sequences recurse, no deeper than
/// the limit allows.
final class DataSetParser {
    /// What holding an element or item costs beside its value.
    private static final int OVERHEAD = 64;

    private static final long NO_END = Long.MAX_VALUE;

    private final Input in;
    private final ReadOptions options;
    private final Limits limits;
    private final boolean bigEndian;
    private long total;
    private int elements;

    /// Pixel Representation of the data set itself, which holds for LUT descriptors in its items.
    private boolean signed;

    DataSetParser(Input in, ReadOptions options, boolean bigEndian) {
        this.in = in;
        this.options = options;
        this.limits = options.limits();
        this.bigEndian = bigEndian;
    }

    /// Where the data set's own Pixel Data stands.
    ///
    /// @param fragments when encapsulated
    /// @param available bytes of the value that are really there; of no meaning when encapsulated
    record PixelsFound(
            ElementHeader header,
            long valueOffset,
            long available,
            Optional<FragmentIndex> fragments) {}

    /// Group 0002, which ends where another group begins, whatever its group length says.
    void parseMeta(DataSet meta) throws IOException {
        while (in.has(8) && Tag.group(in.peekTag(0, false)) == 2) {
            readElement(meta, ElementHeader.peek(in, true, false), true, 0);
        }
    }

    /// The elements before Pixel Data, which is not passed over.
    ///
    /// @return whether Pixel Data follows
    boolean parseToPixelData(DataSet dataSet, boolean explicit) throws IOException {
        while (atElement()) {
            var header = ElementHeader.peek(in, explicit, bigEndian);
            if (Tag.isPixelData(header.tag())) {
                return true;
            }
            readTopLevel(dataSet, header, explicit);
        }
        return false;
    }

    /// The whole data set; of Pixel Data only the place.
    Optional<PixelsFound> parse(DataSet dataSet, boolean explicit) throws IOException {
        Optional<PixelsFound> pixels = Optional.empty();
        while (atElement()) {
            var header = ElementHeader.peek(in, explicit, bigEndian);
            if (Tag.isPixelData(header.tag()) && pixels.isEmpty()) {
                pixels = Optional.of(passPixels(header));
                if (options.stopAtPixelData()) {
                    break;
                }
            } else {
                readTopLevel(dataSet, header, explicit);
            }
        }
        return pixels;
    }

    /// Whether an element follows; a rest of zeros, as some writers leave it, is the end.
    private boolean atElement() throws IOException {
        int follow = in.available(8);
        if (follow == 0) {
            return false;
        }
        for (int i = 0; i < follow; i++) {
            if (in.peek(i) != 0) {
                return true;
            }
        }
        return false;
    }

    private void readTopLevel(DataSet dataSet, ElementHeader header, boolean explicit)
            throws IOException {
        if (header.vr() == null) {
            in.advance(header.bytes()); // a delimiter that closes nothing
            count(header.tag());
        } else {
            readElement(dataSet, header, explicit, 0);
        }
    }

    private PixelsFound passPixels(ElementHeader header) throws IOException {
        in.advance(header.bytes());
        long offset = in.position();
        if (header.isUndefined()) {
            return new PixelsFound(
                    header, offset, 0, Optional.of(FragmentIndex.read(in, bigEndian, limits)));
        }
        long there = in.remaining();
        long available =
                options.stopAtPixelData() && there != Long.MAX_VALUE
                        ? Math.min(header.length(), there)
                        : in.skip(header.length());
        return new PixelsFound(header, offset, available, Optional.empty());
    }

    private void readElement(DataSet into, ElementHeader header, boolean explicit, int depth)
            throws IOException {
        long at = in.position();
        in.advance(header.bytes());
        count(header.tag());
        var vr = vr(header, into, explicit);
        if (vr == Vr.SQ
                && !explicit
                && !header.isUndefined()
                && header.length() > 0
                && !isItemNext()) {
            vr = Vr.UN; // the dictionary's word against the bytes': some writers use an own VR
        }
        var value = value(header, vr, into, explicit, depth, at);
        into.add(
                new Element(
                        header.tag(),
                        vr == Vr.UN && value instanceof Value.Items ? Vr.SQ : vr,
                        value));
        if (depth == 0 && header.tag() == Tag.PIXEL_REPRESENTATION) {
            signed = into.integer(Tag.PIXEL_REPRESENTATION).orElse(0) == 1;
        }
    }

    private Vr vr(ElementHeader header, DataSet into, boolean explicit) {
        if (!explicit && header.vr() == Vr.US && Dictionary.isSignDependent(header.tag())) {
            int representation = into.integer(Tag.PIXEL_REPRESENTATION).orElse(signed ? 1 : 0);
            return representation == 1 ? Vr.SS : Vr.US;
        }
        return header.vr();
    }

    private Value value(
            ElementHeader header, Vr vr, DataSet into, boolean explicit, int depth, long at)
            throws IOException {
        if (header.isUndefined()) {
            if (header.vr() != Vr.SQ && header.vr() != Vr.UN && !isItemNext()) {
                throw new MalformedDicom(
                        at, Tag.format(header.tag()) + " " + vr + " has undefined length");
            }
            if (header.vr() == Vr.OB || header.vr() == Vr.OW) {
                return new Value.Fragments(FragmentIndex.load(in, bigEndian, limits, this::grow));
            }
            // UN of undefined length is an implicit VR sequence (CP-246), though not by all writers
            boolean form = explicit && (header.vr() != Vr.UN || isExplicitItemNext());
            return items(into, NO_END, form, depth, at);
        }
        if (vr == Vr.SQ) {
            return items(into, in.position() + header.length(), explicit, depth, at);
        }
        var value = bytes(header, vr, at);
        boolean sequence = vr == Vr.UN && explicit && Dictionary.vr(header.tag()) == Vr.SQ;
        return sequence && value instanceof Value.Bytes(var bytes)
                ? unknownSequence(bytes, into, depth, at)
                : value;
    }

    /// A sequence that some archive did not know and passed on as UN, in implicit form (PS3.5
    /// §6.2.2). What turns out to be none stays the bytes it is.
    private Value unknownSequence(byte[] bytes, DataSet around, int depth, long at)
            throws IOException {
        var loaded = new ReadOptions(limits, false, Integer.MAX_VALUE);
        var inner = new DataSetParser(Input.of(ByteSource.of(bytes), 0), loaded, false);
        inner.total = total;
        inner.elements = elements;
        inner.signed = signed;
        if (!inner.isItemNext()) {
            return new Value.Bytes(bytes);
        }
        try {
            return inner.items(around, bytes.length, inner.isExplicitItemNext(), depth, at);
        } catch (MalformedDicom _) {
            return new Value.Bytes(bytes);
        } finally {
            total = inner.total;
            elements = inner.elements;
        }
    }

    private boolean isItemNext() throws IOException {
        return in.has(8) && in.peekTag(0, bigEndian) == Tag.ITEM;
    }

    /// Whether the first element of the item that follows has a VR.
    private boolean isExplicitItemNext() throws IOException {
        return in.has(14)
                && Tag.group(in.peekTag(8, bigEndian)) != Tag.group(Tag.ITEM)
                && Vr.of(in.peek(12), in.peek(13)) != null;
    }

    private Value bytes(ElementHeader header, Vr vr, long at) throws IOException {
        long length = header.length();
        if (length > options.keepUpTo()) {
            long offset = in.position();
            if (in.skip(length) < length) {
                throw new MalformedDicom(at, "ends within a value of " + length + " bytes");
            }
            return new Value.Elsewhere(offset, length);
        }
        if (length > limits.valueBytes()) {
            throw new MalformedDicom(
                    at,
                    Tag.format(header.tag()) + " claims " + length + " bytes, more than the limit");
        }
        grow(length, at);
        var bytes = in.read((int) length);
        if (bigEndian) {
            ByteOrders.reverse(bytes, vr.unitBytes());
        }
        return new Value.Bytes(bytes);
    }

    /// The items of a sequence that ends at an offset or, without one, at its delimiter.
    private Value items(DataSet around, long end, boolean explicit, int depth, long at)
            throws IOException {
        if (depth >= limits.depth()) {
            throw new MalformedDicom(at, "sequences nested deeper than " + limits.depth());
        }
        List<DataSet> items = new ArrayList<>();
        while (in.position() < end) {
            var header = ElementHeader.peek(in, explicit, bigEndian);
            if (header.tag() == Tag.ITEM) {
                items.add(item(around, header, explicit, depth, end));
            } else if (header.vr() == null) {
                in.advance(header.bytes());
                if (end == NO_END && header.tag() != Tag.ITEM_DELIMITATION) {
                    break; // the sequence's own; inside a defined length it is one too many
                }
            } else {
                throw new MalformedDicom(
                        in.position(), Tag.format(header.tag()) + " where an item should begin");
            }
        }
        return new Value.Items(items);
    }

    private DataSet item(
            DataSet around, ElementHeader header, boolean explicit, int depth, long limit)
            throws IOException {
        long at = in.position();
        in.advance(header.bytes());
        count(header.tag());
        var item = new DataSet();
        item.inherit(around.characterSet());
        long end = header.isUndefined() ? NO_END : in.position() + header.length();
        if (end != NO_END && end > limit) {
            throw new MalformedDicom(at, "an item longer than its sequence");
        }
        while (in.position() < end) {
            var next = ElementHeader.peek(in, explicit, bigEndian);
            if (next.vr() == null) {
                if (end == NO_END && next.tag() != Tag.ITEM_DELIMITATION) {
                    break; // the sequence ends without having ended its item
                }
                in.advance(next.bytes());
                if (end == NO_END) {
                    break;
                }
            } else {
                readElement(item, next, explicit, depth + 1);
            }
        }
        return item;
    }

    private void count(int tag) throws MalformedDicom {
        if (++elements > limits.elements()) {
            throw new MalformedDicom(in.position(), "more elements than " + limits.elements());
        }
        grow(OVERHEAD, in.position());
    }

    private void grow(long bytes, long at) throws MalformedDicom {
        total += bytes;
        if (total > limits.totalBytes()) {
            throw new MalformedDicom(
                    at, "values of more than " + limits.totalBytes() + " bytes together");
        }
    }
}
