// SPDX-License-Identifier: Apache-2.0
package io.radfm.dicom;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;

/// The inflated form of a deflated data set, inflated again for whoever reads it: reading in order
/// costs one pass, reading back starts another. Nothing of it is held in memory.
final class InflatedSource implements ByteSource {
    private final ByteSource file;
    private final long from;
    private final long size;
    private Inflation inflation;
    private long position;

    /// @param size bytes of the inflated data set, which whoever parsed it knows
    InflatedSource(ByteSource file, long from, long size) {
        this.file = file;
        this.from = from;
        this.size = size;
    }

    static Inflation inflate(ByteSource file, long from, long most) {
        return new Inflation(new BufferedInputStream(stream(file, from), 32 << 10), most);
    }

    private static InputStream stream(ByteSource file, long from) {
        return new InputStream() {
            private long next = from;

            @Override
            public int read() throws IOException {
                var one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
            }

            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                int taken = length == 0 ? 0 : file.read(next, into, offset, length);
                next += Math.max(0, taken);
                return taken;
            }
        };
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public synchronized int read(long wanted, byte[] into, int offset, int length)
            throws IOException {
        if (wanted >= size) {
            return -1;
        }
        if (inflation == null || wanted < position) {
            if (inflation != null) {
                inflation.close();
            }
            inflation = inflate(file, from, size);
            position = 0;
        }
        inflation.skipNBytes(wanted - position);
        position = wanted;
        int taken = inflation.read(into, offset, (int) Math.min(length, size - wanted));
        position += Math.max(0, taken);
        return taken;
    }
}
