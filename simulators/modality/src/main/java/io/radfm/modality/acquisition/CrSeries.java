// SPDX-License-Identifier: Apache-2.0
package io.radfm.modality.acquisition;

import io.radfm.dicom.SopClass;
import io.radfm.dicom.Tag;
import io.radfm.dicom.Vr;
import io.radfm.modality.phantom.Radiograph;

import java.util.function.Supplier;

/// Computed Radiography Image (PS3.3 §A.2): one chest.
///
/// @param inverted stored so that 0 is white, MONOCHROME1
record CrSeries(CommonModules common, Supplier<Radiograph> exposure, boolean inverted)
        implements AcquiredSeries {
    private static final int WHITE = (1 << Radiograph.BITS) - 1;

    @Override
    public String description() {
        return "PA";
    }

    @Override
    public int size() {
        return 1;
    }

    @Override
    public String sopClass() {
        return SopClass.COMPUTED_RADIOGRAPHY_IMAGE;
    }

    @Override
    public boolean compressed() {
        return false;
    }

    @Override
    public Instance instance(int index, boolean rle) {
        var picture = exposure.get();
        var set = common.dataSet(sopClass(), 1, description(), 1);
        common.acquired(set, 1, 1);
        set.putString(Tag.IMAGE_TYPE, Vr.CS, "ORIGINAL", "PRIMARY");
        set.putString(Tag.BODY_PART_EXAMINED, Vr.CS, "CHEST");
        set.putString(Tag.VIEW_POSITION, Vr.CS, "PA");
        set.putString(Tag.PATIENT_ORIENTATION, Vr.CS, "L", "F");
        set.putNumbers(Tag.KVP, Vr.DS, 120);
        set.putNumbers(Tag.DISTANCE_SOURCE_TO_DETECTOR, Vr.DS, 1800);
        set.putNumbers(Tag.IMAGER_PIXEL_SPACING, Vr.DS, picture.spacing(), picture.spacing());
        set.putString(Tag.BURNED_IN_ANNOTATION, Vr.CS, "NO");
        set.putString(
                Tag.PHOTOMETRIC_INTERPRETATION, Vr.CS, inverted ? "MONOCHROME1" : "MONOCHROME2");
        set.putNumbers(Tag.WINDOW_CENTER, Vr.DS, inverted ? WHITE - 1950 : 1950);
        set.putNumbers(Tag.WINDOW_WIDTH, Vr.DS, 3900);
        var pixels = picture.pixels();
        if (inverted) {
            for (int i = 0; i < pixels.length; i++) {
                pixels[i] = (short) (WHITE - pixels[i]);
            }
        }
        return PixelModule.put(
                set, pixels, picture.rows(), picture.columns(), Radiograph.BITS, false, rle);
    }
}
