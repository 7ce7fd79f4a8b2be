// SPDX-License-Identifier: Apache-2.0
package io.radfm.dicom;

/// One data element (PS3.5 §7.1).
public record Element(int tag, Vr vr, Value value) {
    /// Tag, VR and size; never the value.
    @Override
    public String toString() {
        return Tag.format(tag) + " " + vr + " " + value;
    }
}
