// SPDX-License-Identifier: Apache-2.0
package io.radfm.preparation.files;

import io.radfm.dicom.ByteSource;
import io.radfm.preparation.files.NiftiHeader.Voxel;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// The pixels of one slice, made of the file's voxels whenever they are read: 32-bit floats, or
/// three bytes of colour, little endian, turned as [SliceView] says.
///
/// @param voxels those of the volume, from its first one on
record NiftiSlice(SliceView view, ByteSource voxels, int slice) implements ByteSource {

    private int pixelBytes() {
        return view.header().type() == Voxel.RGB24 ? 3 : Float.BYTES;
    }

    @Override
    public long size() {
        return (long) view.rows() * view.columns() * pixelBytes();
    }

    @Override
    public int read(long position, byte[] into, int offset, int length) throws IOException {
        if (position >= size()) {
            return -1;
        }
        var pixels = pixels();
        int taken = (int) Math.min(length, pixels.length - position);
        System.arraycopy(pixels, (int) position, into, offset, taken);
        return taken;
    }

    private byte[] pixels() throws IOException {
        var header = view.header();
        var stored = ByteBuffer.wrap(stored()).order(header.order());
        var pixels = ByteBuffer.allocate((int) size()).order(ByteOrder.LITTLE_ENDIAN);
        for (int row = 0; row < view.rows(); row++) {
            for (int column = 0; column < view.columns(); column++) {
                int at = view.voxel(row, column) * header.type().bytes;
                if (header.type() == Voxel.RGB24) {
                    pixels.put(stored.array(), at, 3);
                } else {
                    double value = value(stored, at, header.type());
                    pixels.putFloat((float) (header.slope() * value + header.inter()));
                }
            }
        }
        return pixels.array();
    }

    private static double value(ByteBuffer stored, int at, Voxel type) {
        return switch (type) {
            case UINT8 -> stored.get(at) & 0xFF;
            case INT8 -> stored.get(at);
            case INT16 -> stored.getShort(at);
            case UINT16 -> stored.getShort(at) & 0xFFFF;
            case INT32 -> stored.getInt(at);
            case UINT32 -> Integer.toUnsignedLong(stored.getInt(at));
            case INT64 -> stored.getLong(at);
            case FLOAT32 -> stored.getFloat(at);
            case FLOAT64 -> stored.getDouble(at);
            case RGB24 -> throw new IllegalArgumentException("a colour is no value");
        };
    }

    private byte[] stored() throws IOException {
        var bytes = new byte[(int) view.header().sliceBytes()];
        long from = slice * view.header().sliceBytes();
        for (int at = 0; at < bytes.length; ) {
            int taken = voxels.read(from + at, bytes, at, bytes.length - at);
            if (taken < 0) {
                throw new EOFException("the file ends within slice " + slice);
            }
            at += taken;
        }
        return bytes;
    }
}
