// SPDX-License-Identifier: Apache-2.0
package io.radfm.pixels.volume;

import io.radfm.dicom.DataSet;
import io.radfm.dicom.Tag;
import io.radfm.dicom.Vr;

import java.util.ArrayList;
import java.util.List;

/// Headers of axial slices, without pixels.
final class Headers {
    static final double[] AXIAL = {1, 0, 0, 0, 1, 0};
    static final double[] CORONAL = {1, 0, 0, 0, 0, -1};
    static final double[] SAGITTAL = {0, 1, 0, 0, 0, -1};

    private static int uids;

    private Headers() {}

    static DataSet slice(int number, double x, double y, double z) {
        return slice(number, AXIAL, x, y, z);
    }

    static DataSet slice(int number, double[] orientation, double... position) {
        return new DataSet()
                .putString(Tag.SOP_INSTANCE_UID, Vr.UI, "1.2.3." + ++uids)
                .putInts(Tag.INSTANCE_NUMBER, Vr.IS, number)
                .putInts(Tag.ROWS, Vr.US, 64)
                .putInts(Tag.COLUMNS, Vr.US, 48)
                .putNumbers(Tag.PIXEL_SPACING, Vr.DS, 0.5, 0.25)
                .putNumbers(Tag.SLICE_THICKNESS, Vr.DS, 3)
                .putNumbers(Tag.IMAGE_POSITION_PATIENT, Vr.DS, position)
                .putNumbers(Tag.IMAGE_ORIENTATION_PATIENT, Vr.DS, orientation);
    }

    /// Slices from z = 0 upwards, numbered from the given number.
    static List<DataSet> stack(int firstNumber, int slices, double spacing) {
        var stack = new ArrayList<DataSet>();
        for (int i = 0; i < slices; i++) {
            stack.add(slice(firstNumber + i, 0, 0, i * spacing));
        }
        return stack;
    }
}
