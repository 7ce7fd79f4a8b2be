// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.archive;

import java.io.IOException;
import java.io.InputStream;

/// Avro's primitive types from bytes nobody vouches for: no length is believed that is longer than
/// what is left.
final class AvroInput {
    private static final int LONGEST_NUMBER = 10;

    private final String file;
    private final InputStream in;
    private long left;

    /// @param file for errors
    /// @param bytes there can be no more
    AvroInput(String file, InputStream in, long bytes) {
        this.file = file;
        this.in = in;
        left = bytes;
    }

    long left() {
        return left;
    }

    long number() throws IOException {
        long zigzag = 0;
        for (int i = 0; i < LONGEST_NUMBER; i++) {
            int each = exactly(1)[0];
            zigzag |= (each & 0x7fL) << (7 * i);
            if (each >= 0) {
                return (zigzag >>> 1) ^ -(zigzag & 1);
            }
        }
        throw damaged("has a number of more than 64 bits");
    }

    /// A count or an index.
    int upTo(int most) throws IOException {
        long number = number();
        if (number < 0 || number > most) {
            throw damaged("has a count beyond " + most);
        }
        return (int) number;
    }

    byte[] bytes() throws IOException {
        return exactly(number());
    }

    byte[] exactly(long length) throws IOException {
        if (length < 0 || length > Math.min(left, Integer.MAX_VALUE - 8)) {
            throw damaged("has a length beyond its end");
        }
        var bytes = in.readNBytes((int) length);
        if (bytes.length < length) {
            throw damaged("ends early");
        }
        left -= length;
        return bytes;
    }

    DamagedArchive damaged(String what) {
        return new DamagedArchive(file, what);
    }
}
