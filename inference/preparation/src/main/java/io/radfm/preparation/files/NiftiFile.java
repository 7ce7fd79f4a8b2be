// SPDX-License-Identifier: Apache-2.0
package io.radfm.preparation.files;

import io.radfm.dicom.ByteSource;
import io.radfm.dicom.DicomFile;
import io.radfm.dicom.Tag;
import io.radfm.dicom.Vr;
import io.radfm.pixels.image.UnusableImage;
import io.radfm.preparation.files.NiftiHeader.Voxel;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/// NIfTI-1 files, `.nii` and `.nii.gz`: the first volume of each as DICOM slices with a place in
/// space. Voxels of a plain file stay there until they are asked for; those of a compressed one are
/// inflated outside the heap, as many as the header says and no more.
final class NiftiFile {
    private static final long MOST_INFLATED = 4L << 30;
    private static final int PIECE = 1 << 20;

    private NiftiFile() {}

    /// @throws UnusableImage when it is not what it must be
    static List<DicomFile> slices(Path file, boolean compressed) throws IOException, UnusableImage {
        NiftiHeader header;
        ByteSource voxels;
        if (compressed) {
            try (var in = new GZIPInputStream(Files.newInputStream(file), 1 << 16)) {
                header = NiftiHeader.of(in.readNBytes(NiftiHeader.BYTES));
                in.skipNBytes(header.offset() - NiftiHeader.BYTES);
                voxels = inflated(in, header.volumeBytes());
            } catch (EOFException e) {
                throw new UnusableImage("the file ends before its voxels do", e);
            }
        } else {
            try (var in = Files.newInputStream(file)) {
                header = NiftiHeader.of(in.readNBytes(NiftiHeader.BYTES));
            }
            if (Files.size(file) < header.offset() + header.volumeBytes()) {
                throw new UnusableImage("the file ends before its voxels do");
            }
            voxels = from(ByteSource.of(file), header.offset());
        }
        var view = SliceView.of(header);
        var slices = new ArrayList<DicomFile>();
        for (int slice = 0; slice < header.slices(); slice++) {
            slices.add(slice(view, voxels, slice));
        }
        return slices;
    }

    private static DicomFile slice(SliceView view, ByteSource voxels, int slice) {
        boolean colour = view.header().type() == Voxel.RGB24;
        var at = view.origin(slice);
        var along = view.along();
        var down = view.down();
        double columnSpacing = along.length();
        double rowSpacing = down.length();
        var image =
                MadeImage.header(view.rows(), view.columns(), colour ? 3 : 1, colour ? 8 : 32)
                        .putInts(Tag.INSTANCE_NUMBER, Vr.IS, slice + 1);
        double area = columnSpacing * rowSpacing;
        if (Double.isFinite(area) && area > 0 && Double.isFinite(at.length())) {
            along = along.times(1 / columnSpacing);
            down = down.times(1 / rowSpacing);
            image.putNumbers(Tag.PIXEL_SPACING, Vr.DS, rowSpacing, columnSpacing)
                    .putNumbers(Tag.IMAGE_POSITION_PATIENT, Vr.DS, at.x(), at.y(), at.z())
                    .putNumbers(
                            Tag.IMAGE_ORIENTATION_PATIENT,
                            Vr.DS,
                            along.x(),
                            along.y(),
                            along.z(),
                            down.x(),
                            down.y(),
                            down.z());
        }
        return MadeImage.of(image, new NiftiSlice(view, voxels, slice), colour ? Vr.OB : Vr.OF);
    }

    private static ByteSource inflated(InputStream in, long bytes)
            throws IOException, UnusableImage {
        if (bytes > MOST_INFLATED) {
            throw new UnusableImage("a compressed volume of " + bytes + " bytes");
        }
        var memory = Arena.ofAuto().allocate(bytes);
        var piece = new byte[PIECE];
        for (long at = 0; at < bytes; ) {
            int taken = in.read(piece, 0, (int) Math.min(piece.length, bytes - at));
            if (taken < 0) {
                throw new EOFException();
            }
            MemorySegment.copy(MemorySegment.ofArray(piece), 0, memory, at, taken);
            at += taken;
        }
        return new Memory(memory);
    }

    private record Memory(MemorySegment bytes) implements ByteSource {
        @Override
        public long size() {
            return bytes.byteSize();
        }

        @Override
        public int read(long position, byte[] into, int offset, int length) {
            if (position >= size()) {
                return -1;
            }
            int taken = (int) Math.min(length, size() - position);
            MemorySegment.copy(bytes, position, MemorySegment.ofArray(into), offset, taken);
            return taken;
        }
    }

    private static ByteSource from(ByteSource file, long start) {
        return new ByteSource() {
            @Override
            public long size() throws IOException {
                return file.size() - start;
            }

            @Override
            public int read(long position, byte[] into, int offset, int length) throws IOException {
                return file.read(start + position, into, offset, length);
            }
        };
    }
}
