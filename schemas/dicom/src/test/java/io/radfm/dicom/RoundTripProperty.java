// SPDX-License-Identifier: Apache-2.0
package io.radfm.dicom;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;

/// What is written is read back, in every transfer syntax.
class RoundTripProperty {
    private static final byte[] PIXELS = {1, 2, 3, 4, 5, 6, 7, 8};

    @Property(tries = 60)
    void aDataSetIsReadBackAsItWasWritten(@ForAll long seed) throws IOException {
        var dataSet = new RandomDataSets(seed).dataSet();
        for (var syntax : TransferSyntax.all()) {
            var out = new ByteArrayOutputStream();
            DicomWriter.write(out, FileMeta.of(dataSet, syntax), withPixels(dataSet, syntax));
            var expected = syntax.explicit() ? dataSet : withoutPrivateVrs(dataSet);
            var read = DicomReader.read(ByteSource.of(out.toByteArray()), ReadOptions.WHOLE);
            assertEquals(syntax, read.meta().transferSyntax());
            assertEquals(expected, withoutSize(read.dataSet(), dataSet), syntax.name());
            var frame = read.pixels().orElseThrow().frame(0);
            assertArrayEquals(PIXELS, java.util.Arrays.copyOf(frame, 8), syntax.name());
        }
    }

    @Property(tries = 60)
    void aDataSetCrossesTheWireAsItWasWritten(@ForAll long seed) throws IOException {
        var dataSet = new RandomDataSets(seed).dataSet();
        for (var syntax : TransferSyntax.all()) {
            var out = new ByteArrayOutputStream();
            DicomWriter.writeDataSet(out, dataSet, syntax);
            var header =
                    DicomReader.readHeader(
                            new ByteArrayInputStream(out.toByteArray()), syntax, ReadOptions.WHOLE);
            var expected = syntax.explicit() ? dataSet : withoutPrivateVrs(dataSet);
            assertEquals(expected, header.dataSet(), syntax.name());
        }
    }

    @Property(tries = 60)
    void theSameDataSetAlwaysGivesTheSameBytes(@ForAll long seed) throws IOException {
        var first = new ByteArrayOutputStream();
        var second = new ByteArrayOutputStream();
        var syntax = TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN;
        DicomWriter.writeDataSet(first, new RandomDataSets(seed).dataSet(), syntax);
        DicomWriter.writeDataSet(second, new RandomDataSets(seed).dataSet(), syntax);
        assertArrayEquals(first.toByteArray(), second.toByteArray());
    }

    private static DataSet withPixels(DataSet dataSet, TransferSyntax syntax) {
        var image = copy(dataSet);
        if (syntax.encapsulated()) {
            return image.putFrames(Tag.PIXEL_DATA, List.of(PIXELS));
        }
        var bytes = PIXELS.clone();
        ByteOrders.reverse(bytes, syntax.equals(TransferSyntax.GE_PRIVATE) ? 2 : 1);
        return image.putInts(Tag.ROWS, Vr.US, 2)
                .putInts(Tag.COLUMNS, Vr.US, 2)
                .putInts(Tag.BITS_ALLOCATED, Vr.US, 16)
                .putBytes(Tag.PIXEL_DATA, Vr.OW, bytes);
    }

    /// The data set as it was before pixels made it an image.
    private static DataSet withoutSize(DataSet read, DataSet before) {
        for (int tag : new int[] {Tag.ROWS, Tag.COLUMNS, Tag.BITS_ALLOCATED}) {
            read.remove(tag);
            before.element(tag).ifPresent(read::put);
        }
        return read;
    }

    private static DataSet copy(DataSet dataSet) {
        var copy = new DataSet();
        dataSet.forEach(copy::put);
        return copy;
    }

    /// Implicit VR tells nothing about private elements but their bytes.
    private static DataSet withoutPrivateVrs(DataSet dataSet) {
        var without = copy(dataSet);
        without.inherit(dataSet.characterSet());
        for (var element : dataSet) {
            boolean unknown =
                    Tag.isPrivate(element.tag()) && !Dictionary.isPrivateCreator(element.tag());
            if (element.value() instanceof Value.Items(var items)) {
                var plain = items.stream().map(RoundTripProperty::withoutPrivateVrs).toList();
                without.put(new Element(element.tag(), Vr.SQ, new Value.Items(plain)));
            }
            if (unknown) {
                var bytes = padded(element, Values.bytes(element, dataSet).orElseThrow());
                without.put(new Element(element.tag(), Vr.UN, new Value.Bytes(bytes)));
            }
        }
        return without;
    }

    private static byte[] padded(Element element, byte[] bytes) {
        var even = java.util.Arrays.copyOf(bytes, bytes.length + (bytes.length & 1));
        if (even.length > bytes.length) {
            even[bytes.length] = element.vr().padding();
        }
        return even;
    }
}
