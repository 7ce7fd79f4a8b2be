// SPDX-License-Identifier: Apache-2.0
package io.radfm.dicom;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/// DICOM as bytes: files (PS3.10 §7.1) and data sets (PS3.5 §7, §A). The same data set always gives
/// the same bytes. Sequences and items are written with defined lengths.
public final class DicomWriter {
    private DicomWriter() {}

    /// A file with preamble, meta header and data set.
    public static void write(Path file, FileMeta meta, DataSet dataSet) throws IOException {
        try (var out = new BufferedOutputStream(Files.newOutputStream(file))) {
            write(out, meta, dataSet);
        }
    }

    /// The same, to a stream that stays open.
    public static void write(OutputStream out, FileMeta meta, DataSet dataSet) throws IOException {
        writeMeta(out, meta);
        writeDataSet(out, dataSet, meta.transferSyntax());
    }

    /// Preamble, prefix and group 0002; the data set is to follow.
    public static void writeMeta(OutputStream out, FileMeta meta) throws IOException {
        var group = new ByteArrayOutputStream();
        var encoder = new DataSetEncoder(group, true, false);
        for (var element : meta.elements()) {
            if (Tag.group(element.tag()) == 2 && !Tag.isGroupLength(element.tag())) {
                encoder.element(element, meta.elements());
            }
        }
        out.write(new byte[128]);
        out.write("DICM".getBytes(StandardCharsets.US_ASCII));
        var length = new DataSet().putLongs(0x00020000, Vr.UL, group.size());
        new DataSetEncoder(out, true, false).element(length.iterator().next(), length);
        group.writeTo(out);
    }

    /// A data set as it crosses the wire. Group 0002 has no place in one and is left out (PS3.10
    /// §7.1).
    ///
    /// @throws IllegalArgumentException for values left elsewhere, and plain Pixel Data where the
    ///   transfer syntax wants fragments
    public static void writeDataSet(OutputStream out, DataSet dataSet, TransferSyntax syntax)
            throws IOException {
        if (syntax.deflated()) {
            var deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
            var deflated = new DeflaterOutputStream(out, deflater);
            encode(deflated, dataSet, syntax);
            deflated.finish();
            boolean odd = deflater.getBytesWritten() % 2 != 0;
            deflater.end();
            if (odd) {
                out.write(0);
            }
        } else {
            encode(out, dataSet, syntax);
        }
    }

    private static void encode(OutputStream out, DataSet dataSet, TransferSyntax syntax)
            throws IOException {
        new DataSetEncoder(out, syntax.explicit(), !syntax.littleEndian()).dataSet(dataSet);
    }
}
