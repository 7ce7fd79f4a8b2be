// SPDX-License-Identifier: Apache-2.0
package io.radfm.preparation.files;

import io.radfm.pixels.image.UnusableImage;
import io.radfm.pixels.volume.Vec3;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// The header of a NIfTI-1 file of one part (`nifti1.h`, 348 bytes, magic `n+1`).
///
/// @param columns, rows, slices voxels along i, j, k of the first volume; `i` is fastest in the
///   file
/// @param type of a voxel
/// @param offset bytes from the start of the file to the first voxel
/// @param slope, inter value = slope · stored + inter
/// @param grid where the voxels lie; millimetres
record NiftiHeader(
        int columns,
        int rows,
        int slices,
        Voxel type,
        ByteOrder order,
        long offset,
        double slope,
        double inter,
        Grid grid) {
    static final int BYTES = 348;

    private static final int MOST_SIDE = 8192;
    private static final int MOST_SLICES = 10_000;
    private static final long MOST_SLICE_BYTES = 256L << 20;
    private static final long MOST_OFFSET = 64L << 20;

    /// The types of voxels that are read, by their code.
    enum Voxel {
        UINT8(2, 1),
        INT16(4, 2),
        INT32(8, 4),
        FLOAT32(16, 4),
        FLOAT64(64, 8),
        RGB24(128, 3),
        INT8(256, 1),
        UINT16(512, 2),
        UINT32(768, 4),
        INT64(1024, 8);

        private final int code;
        final int bytes;

        Voxel(int code, int bytes) {
            this.code = code;
            this.bytes = bytes;
        }

        static Voxel of(int code) throws UnusableImage {
            for (var type : values()) {
                if (type.code == code) {
                    return type;
                }
            }
            throw new UnusableImage("NIfTI datatype " + code + " is not read");
        }
    }

    /// Voxel `(i, j, k)` is at `origin + i·i + j·j + k·k`, in DICOM's axes: x to the left, y to the
    /// back, z to the head. NIfTI's own x and y point the other way.
    record Grid(Vec3 origin, Vec3 i, Vec3 j, Vec3 k) {
        /// Rows of a matrix in NIfTI's axes, in units of so many millimetres.
        static Grid of(double[][] m, double mm) {
            return new Grid(column(m, 3, mm), column(m, 0, mm), column(m, 1, mm), column(m, 2, mm));
        }

        private static Vec3 column(double[][] m, int at, double mm) {
            return new Vec3(-m[0][at] * mm, -m[1][at] * mm, m[2][at] * mm);
        }
    }

    static boolean begins(byte[] start) {
        if (start.length < BYTES) {
            return false;
        }
        return new String(start, 344, 3, StandardCharsets.ISO_8859_1).matches("n(\\+|i)1");
    }

    static NiftiHeader of(byte[] start) throws UnusableImage {
        require(begins(start), "this is no NIfTI-1 header");
        require(start[345] == '+', "NIfTI of two files (hdr, img) is not read");
        var in = ByteBuffer.wrap(start).order(ByteOrder.LITTLE_ENDIAN);
        if (in.getInt(0) != BYTES) {
            in.order(ByteOrder.BIG_ENDIAN);
        }
        require(in.getInt(0) == BYTES, "NIfTI header size " + in.getInt(0));
        int dimensions = in.getShort(40);
        require(dimensions >= 2 && dimensions <= 7, dimensions + " dimensions");
        int columns = in.getShort(42);
        int rows = in.getShort(44);
        int slices = dimensions < 3 ? 1 : in.getShort(46);
        require(columns >= 1 && columns <= MOST_SIDE, columns + " columns");
        require(rows >= 1 && rows <= MOST_SIDE, rows + " rows");
        require(slices >= 1 && slices <= MOST_SLICES, slices + " slices");
        var type = Voxel.of(in.getShort(70));
        require(in.getShort(72) == 8 * type.bytes, type + " of " + in.getShort(72) + " bits");
        require(
                (long) columns * rows * Math.max(type.bytes, Float.BYTES) <= MOST_SLICE_BYTES,
                "a slice of " + columns + " x " + rows);
        float offset = in.getFloat(108);
        require(offset >= BYTES && offset <= MOST_OFFSET, "first voxel at byte " + offset);
        double slope = in.getFloat(112);
        double inter = in.getFloat(116);
        require(Double.isFinite(slope) && Double.isFinite(inter), "a scale that is no number");
        boolean scaled = slope != 0 && type != Voxel.RGB24;
        return new NiftiHeader(
                columns,
                rows,
                slices,
                type,
                in.order(),
                (long) offset,
                scaled ? slope : 1,
                scaled ? inter : 0,
                grid(in));
    }

    /// sform where there is one, else qform, else the spacing alone (methods 3, 2, 1 of
    /// `nifti1.h`).
    private static Grid grid(ByteBuffer in) {
        double mm =
                switch (in.get(123) & 7) {
                    case 1 -> 1000;
                    case 3 -> 1e-3;
                    default -> 1;
                };
        if (in.getShort(254) > 0) {
            var rows = new double[3][4];
            for (int at = 0; at < 12; at++) {
                rows[at / 4][at % 4] = in.getFloat(280 + 4 * at);
            }
            return Grid.of(rows, mm);
        }
        double dx = in.getFloat(80);
        double dy = in.getFloat(84);
        double dz = in.getFloat(88);
        if (in.getShort(252) <= 0) {
            return Grid.of(new double[][] {{dx, 0, 0, 0}, {0, dy, 0, 0}, {0, 0, dz, 0}}, mm);
        }
        double b = in.getFloat(256);
        double c = in.getFloat(260);
        double d = in.getFloat(264);
        double a = Math.sqrt(Math.max(0, 1 - b * b - c * c - d * d));
        dz = in.getFloat(76) < 0 ? -dz : dz;
        return Grid.of(
                new double[][] {
                    {
                        (a * a + b * b - c * c - d * d) * dx,
                        2 * (b * c - a * d) * dy,
                        2 * (b * d + a * c) * dz,
                        in.getFloat(268)
                    },
                    {
                        2 * (b * c + a * d) * dx,
                        (a * a + c * c - b * b - d * d) * dy,
                        2 * (c * d - a * b) * dz,
                        in.getFloat(272)
                    },
                    {
                        2 * (b * d - a * c) * dx,
                        2 * (c * d + a * b) * dy,
                        (a * a + d * d - b * b - c * c) * dz,
                        in.getFloat(276)
                    }
                },
                mm);
    }

    long sliceBytes() {
        return (long) columns * rows * type.bytes;
    }

    /// Of the first volume.
    long volumeBytes() {
        return sliceBytes() * slices;
    }

    private static void require(boolean holds, String what) throws UnusableImage {
        if (!holds) {
            throw new UnusableImage(what);
        }
    }
}
