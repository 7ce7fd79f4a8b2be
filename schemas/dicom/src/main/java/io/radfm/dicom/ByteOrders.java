// SPDX-License-Identifier: Apache-2.0
package io.radfm.dicom;

/// Byte order (PS3.5 §7.3).
final class ByteOrders {
    private ByteOrders() {}

    /// Reverses each whole unit in place.
    static void reverse(byte[] bytes, int unitBytes) {
        if (unitBytes == 1) {
            return;
        }
        for (int unit = 0; unit + unitBytes <= bytes.length; unit += unitBytes) {
            for (int low = unit, high = unit + unitBytes - 1; low < high; low++, high--) {
                byte one = bytes[low];
                bytes[low] = bytes[high];
                bytes[high] = one;
            }
        }
    }
}
