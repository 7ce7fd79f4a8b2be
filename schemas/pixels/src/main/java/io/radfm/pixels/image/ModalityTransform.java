// SPDX-License-Identifier: Apache-2.0
package io.radfm.pixels.image;

import io.radfm.dicom.DataSet;
import io.radfm.dicom.Tag;

import java.util.List;

/// Stored values to values of the modality, such as Hounsfield units (PS3.3 C.11.1).
sealed interface ModalityTransform {
    ModalityTransform IDENTITY = new Rescale(1, 0);

    double value(double stored);

    /// `output = slope · stored + intercept` (0028,1053) (0028,1052).
    record Rescale(double slope, double intercept) implements ModalityTransform {
        @Override
        public double value(double stored) {
            return slope * stored + intercept;
        }
    }

    /// Modality LUT Sequence (0028,3000).
    record Table(LookupTable table) implements ModalityTransform {
        @Override
        public double value(double stored) {
            return table.apply(stored);
        }
    }

    /// Of the Modality LUT Module or the Pixel Value Transformation Macro. A slope of 0 or one that
    /// is no number says nothing: the stored value stays.
    static ModalityTransform of(DataSet attributes, boolean signed) throws UnusableImage {
        List<DataSet> luts = attributes.items(Tag.MODALITY_LUT_SEQUENCE);
        if (!luts.isEmpty()) {
            return new Table(Luts.of(luts.getFirst(), signed));
        }
        double slope = attributes.number(Tag.RESCALE_SLOPE).orElse(1);
        double intercept = attributes.number(Tag.RESCALE_INTERCEPT).orElse(0);
        boolean usable = slope != 0 && Double.isFinite(slope) && Double.isFinite(intercept);
        return usable ? new Rescale(slope, intercept) : IDENTITY;
    }
}
