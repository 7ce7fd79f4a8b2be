// SPDX-License-Identifier: Apache-2.0
package io.radfm.dicom;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;

/// DICOM from bytes: files (PS3.10), with or without their preamble and meta header, and data sets
/// as they cross the wire (PS3.5). Pixel Data is never loaded.
public final class DicomReader {
    private DicomReader() {}

    /// A file, all its values but Pixel Data.
    public static DicomFile read(Path file) throws IOException {
        return read(ByteSource.of(file), ReadOptions.WHOLE);
    }

    public static DicomFile read(Path file, ReadOptions options) throws IOException {
        return read(ByteSource.of(file), options);
    }

    /// A file that can be read from any position, from which frames are read later.
    public static DicomFile read(ByteSource source, ReadOptions options) throws IOException {
        var in = Input.of(source, 0);
        var start = FileStart.read(in, options);
        var syntax = start.meta().transferSyntax();
        if (syntax.deflated()) {
            return inflated(source, in.position(), start.meta(), options);
        }
        return body(in, source, start.meta(), start.form(), options);
    }

    private static DicomFile body(
            Input in, ByteSource source, FileMeta meta, DataSetForm form, ReadOptions options)
            throws IOException {
        var dataSet = new DataSet();
        var found =
                new DataSetParser(in, options, form.bigEndian()).parse(dataSet, form.explicit());
        boolean bigEndianPixels =
                form.bigEndian() || meta.transferSyntax().equals(TransferSyntax.GE_PRIVATE);
        return new DicomFile(meta, dataSet, pixels(found, source, dataSet, bigEndianPixels));
    }

    private static DicomFile inflated(
            ByteSource source, long from, FileMeta meta, ReadOptions options) throws IOException {
        long most = options.limits().inflatedBytes();
        try (var inflation = InflatedSource.inflate(source, from, most)) {
            var in = Input.of(inflation);
            var dataSet = new DataSet();
            var whole = new ReadOptions(options.limits(), false, options.keepUpTo());
            var found = new DataSetParser(in, whole, false).parse(dataSet, true);
            var body = new InflatedSource(source, from, in.position());
            return new DicomFile(meta, dataSet, pixels(found, body, dataSet, false));
        }
    }

    private static Optional<PixelData> pixels(
            Optional<DataSetParser.PixelsFound> found,
            ByteSource source,
            DataSet dataSet,
            boolean bigEndian)
            throws IOException {
        if (found.isEmpty()) {
            return Optional.empty();
        }
        var pixels = found.get();
        if (pixels.fragments().isPresent()) {
            return Optional.of(EncapsulatedPixelData.of(source, pixels.fragments().get(), dataSet));
        }
        return Optional.of(
                NativePixelData.of(
                        source,
                        pixels.valueOffset(),
                        pixels.available(),
                        pixels.available() < pixels.header().length(),
                        pixels.header().vr(),
                        dataSet,
                        bigEndian));
    }

    /// What a file's stream holds before Pixel Data. May read ahead of it, by some kilobytes.
    public static Header readHeader(InputStream stream, ReadOptions options) throws IOException {
        var in = Input.of(stream);
        var start = FileStart.read(in, options);
        if (start.meta().transferSyntax().deflated()) {
            try (var inflation = new Inflation(in.rest(), options.limits().inflatedBytes())) {
                return header(Input.of(inflation), start.meta(), start.form(), options);
            }
        }
        return header(in, start.meta(), start.form(), options);
    }

    /// What a data set holds before Pixel Data, as it crosses the wire: no preamble, no meta
    /// header.
    public static Header readHeader(InputStream stream, TransferSyntax syntax, ReadOptions options)
            throws IOException {
        if (syntax.deflated()) {
            try (var inflation = new Inflation(stream, options.limits().inflatedBytes())) {
                return wireHeader(Input.of(inflation), syntax, options);
            }
        }
        return wireHeader(Input.of(stream), syntax, options);
    }

    private static Header wireHeader(Input in, TransferSyntax syntax, ReadOptions options)
            throws IOException {
        var form = DataSetForm.really(in, syntax);
        return header(in, new FileMeta(syntax, new DataSet()), form, options);
    }

    private static Header header(Input in, FileMeta meta, DataSetForm form, ReadOptions options)
            throws IOException {
        var dataSet = new DataSet();
        boolean pixels =
                new DataSetParser(in, options, form.bigEndian())
                        .parseToPixelData(dataSet, form.explicit());
        return new Header(meta, dataSet, in.position(), pixels);
    }
}
