// SPDX-License-Identifier: Apache-2.0
package io.radfm.pixels.image;

import io.radfm.dicom.DataSet;
import io.radfm.dicom.Tag;

/// Reads the LUT items of the Modality LUT and VOI LUT Sequences.
final class Luts {
    private Luts() {}

    static LookupTable of(DataSet item, boolean signed) throws UnusableImage {
        var descriptor = LookupTable.Descriptor.of(item.integers(Tag.LUT_DESCRIPTOR), signed);
        var data = item.bytes(Tag.LUT_DATA);
        if (data.isEmpty()) {
            throw new UnusableImage("LUT without LUT Data");
        }
        return LookupTable.of(descriptor, data.get());
    }
}
