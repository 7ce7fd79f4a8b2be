// SPDX-License-Identifier: Apache-2.0
package io.radfm.preparation.files;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;

/// Writes NIfTI-1 files.
public final class Nifti {
    private static final int VOXELS = 352;

    private final ByteBuffer file;

    private Nifti(ByteBuffer file) {
        this.file = file;
    }

    /// 16-bit voxels with `value(i, j, k) = 100·k + 10·j + i`, 1 mm apart, without a place in
    /// space.
    public static Nifti int16(int columns, int rows, int slices, ByteOrder order) {
        var nifti = of(columns, rows, slices, 4, 16, order);
        for (int k = 0; k < slices; k++) {
            for (int j = 0; j < rows; j++) {
                for (int i = 0; i < columns; i++) {
                    nifti.file.putShort((short) (100 * k + 10 * j + i));
                }
            }
        }
        return nifti;
    }

    static Nifti of(int columns, int rows, int slices, int code, int bits, ByteOrder order) {
        int voxels = columns * rows * slices * bits / 8;
        var file = ByteBuffer.allocate(VOXELS + voxels).order(order);
        file.putInt(0, 348);
        short[] dimensions = {3, (short) columns, (short) rows, (short) slices, 1, 1, 1, 1};
        for (int i = 0; i < dimensions.length; i++) {
            file.putShort(40 + 2 * i, dimensions[i]);
            file.putFloat(76 + 4 * i, 1);
        }
        file.putShort(70, (short) code);
        file.putShort(72, (short) bits);
        file.putFloat(108, VOXELS);
        file.put(344, "n+1\0".getBytes(StandardCharsets.ISO_8859_1));
        file.position(VOXELS);
        return new Nifti(file);
    }

    Nifti scaled(float slope, float inter) {
        file.putFloat(112, slope).putFloat(116, inter);
        return this;
    }

    /// Rows of the matrix from voxels to NIfTI's axes (x to the right, y to the front, z up).
    Nifti sform(float... rows) {
        file.putShort(254, (short) 1);
        for (int i = 0; i < rows.length; i++) {
            file.putFloat(280 + 4 * i, rows[i]);
        }
        return this;
    }

    Nifti qform(float b, float c, float d, float qfac) {
        file.putShort(252, (short) 1);
        file.putFloat(256, b).putFloat(260, c).putFloat(264, d).putFloat(76, qfac);
        return this;
    }

    ByteBuffer buffer() {
        return file;
    }

    public byte[] bytes() {
        return file.array();
    }

    public byte[] compressed() throws IOException {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes());
        }
        return out.toByteArray();
    }
}
