// SPDX-License-Identifier: Apache-2.0
package io.radfm.modality.acquisition;

import io.radfm.dicom.SopClass;
import io.radfm.dicom.Tag;
import io.radfm.dicom.Vr;
import io.radfm.modality.phantom.Exam;
import io.radfm.modality.phantom.Scan;

/// CT Image (PS3.3 §A.3): a localizer, or a stack of axial slices.
///
/// @param unsigned stored from 0 with an intercept, instead of as signed HU
final class CtSeries implements AcquiredSeries {
    private static final int TABLE_HEIGHT = 0x00181130;
    private static final int RECONSTRUCTION_DIAMETER = 0x00181100;
    private static final int OFFSET = 1024;

    private final CommonModules common;
    private final Scan scan;
    private final boolean localizer;
    private final boolean unsigned;
    private final boolean compressed;

    private CtSeries(
            CommonModules common,
            Scan scan,
            boolean localizer,
            boolean unsigned,
            boolean compressed) {
        this.common = common;
        this.scan = scan;
        this.localizer = localizer;
        this.unsigned = unsigned;
        this.compressed = compressed;
    }

    static CtSeries localizer(CommonModules common, Scan scan, boolean unsigned) {
        return new CtSeries(common, scan, true, unsigned, false);
    }

    static CtSeries axial(CommonModules common, Scan scan, boolean unsigned, boolean compressed) {
        return new CtSeries(common, scan, false, unsigned, compressed);
    }

    private boolean head() {
        return common.study().exam() == Exam.HEAD_CT;
    }

    @Override
    public String description() {
        if (localizer) {
            return head() ? "Topogram 0.6 T20s" : "Topogram";
        }
        return head()
                ? "Head axial %.0f mm".formatted(scan.stack().thickness())
                : "Abdomen portal venous %.0f mm".formatted(scan.stack().thickness());
    }

    @Override
    public int size() {
        return scan.stack().slices();
    }

    @Override
    public String sopClass() {
        return SopClass.CT_IMAGE;
    }

    @Override
    public boolean compressed() {
        return compressed;
    }

    @Override
    public Instance instance(int index, boolean rle) {
        var plane = scan.stack().plane(index);
        int series = localizer ? 1 : 2;
        var set = common.dataSet(sopClass(), series, description(), index + 1);
        common.acquired(set, series, index + 1);
        common.place(set, plane, scan.stack().thickness());
        set.putString(
                Tag.IMAGE_TYPE, Vr.CS, "ORIGINAL", "PRIMARY", localizer ? "LOCALIZER" : "AXIAL");
        set.putString(Tag.BODY_PART_EXAMINED, Vr.CS, head() ? "HEAD" : "ABDOMEN");
        set.putString(Tag.PROTOCOL_NAME, Vr.LO, head() ? "HeadRoutine" : "AbdomenRoutine");
        set.putInts(Tag.ACQUISITION_NUMBER, Vr.IS, series);
        set.putNumbers(Tag.KVP, Vr.DS, head() ? 120 : 100);
        set.putInts(Tag.X_RAY_TUBE_CURRENT, Vr.IS, localizer ? 35 : 260);
        set.putNumbers(RECONSTRUCTION_DIAMETER, Vr.DS, plane.spacing() * plane.columns());
        set.putString(Tag.CONVOLUTION_KERNEL, Vr.SH, head() ? "H31s" : "B30f");
        if (!localizer) {
            var down = plane.alongColumn();
            set.putNumbers(
                    Tag.GANTRY_DETECTOR_TILT,
                    Vr.DS,
                    Math.rint(Math.toDegrees(Math.atan2(-down.z(), down.y())) * 10) / 10 + 0.0);
            set.putNumbers(TABLE_HEIGHT, Vr.DS, 142);
            set.putNumbers(Tag.SLICE_LOCATION, Vr.DS, round(plane.origin().z()));
        }
        if (!head() && !localizer) {
            set.putString(Tag.CONTRAST_BOLUS_AGENT, Vr.LO, "Iodinated contrast");
        }
        set.putString(Tag.PHOTOMETRIC_INTERPRETATION, Vr.CS, "MONOCHROME2");
        set.putNumbers(Tag.RESCALE_SLOPE, Vr.DS, 1);
        set.putNumbers(Tag.RESCALE_INTERCEPT, Vr.DS, unsigned ? -OFFSET : 0);
        set.putString(Tag.RESCALE_TYPE, Vr.LO, localizer ? "US" : "HU");
        set.putNumbers(Tag.WINDOW_CENTER, Vr.DS, localizer ? 0 : head() ? 40 : 60);
        set.putNumbers(Tag.WINDOW_WIDTH, Vr.DS, localizer ? 1800 : head() ? 90 : 400);
        var pixels = scan.slice(index);
        if (unsigned) {
            for (int i = 0; i < pixels.length; i++) {
                pixels[i] = (short) Math.clamp(pixels[i] + OFFSET, 0, 4095);
            }
        }
        return PixelModule.put(
                set, pixels, plane.rows(), plane.columns(), unsigned ? 12 : 16, !unsigned, rle);
    }

    private static double round(double value) {
        return Math.rint(value * 1000) / 1000 + 0.0;
    }
}
