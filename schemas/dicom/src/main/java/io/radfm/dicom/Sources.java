// SPDX-License-Identifier: Apache-2.0
package io.radfm.dicom;

import java.io.IOException;

/// Reading whole ranges.
final class Sources {
    private Sources() {}

    static byte[] read(ByteSource source, long position, int length) throws IOException {
        var bytes = new byte[length];
        read(source, position, bytes, 0, length);
        return bytes;
    }

    static void read(ByteSource source, long position, byte[] into, int offset, int length)
            throws IOException {
        for (int done = 0; done < length; ) {
            int more = source.read(position + done, into, offset + done, length - done);
            if (more < 0) {
                throw new MalformedDicom(position + done, "ends within Pixel Data");
            }
            done += more;
        }
    }
}
