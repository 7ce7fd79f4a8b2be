// SPDX-License-Identifier: Apache-2.0
package io.radfm.results.sr;

import io.radfm.dicom.DataSet;
import io.radfm.dicom.Tag;
import io.radfm.dicom.Uid;
import io.radfm.dicom.Vr;
import io.radfm.dicom.text.CharacterSet;
import io.radfm.events.ModelInfo;

import java.util.List;

/// The model as the device that observed, in the four places a report names it: General Equipment
/// (PS3.3 §C.7.5.1), Contributing Equipment (§C.12.1), Author Observer and Participant (§C.17.2),
/// and the observation context of the content (TID 1002, 1004). Never a person.
///
/// @param uid the same for the same name, version and weights
record DraftingDevice(String uid, String name, String version, String weights, String engine) {
    static final String MANUFACTURER = "RadFM Streams";
    private static final int LO = 64;

    /// PS3.3 Table C.17-3b and C.17-1, absent from most dictionaries' short lists.
    private static final int PARTICIPATION_TYPE = 0x0040A080;

    private static final int PARTICIPATION_DATE_TIME = 0x0040A082;
    private static final int INSTITUTION_CODE_SEQUENCE = 0x00080082;

    static DraftingDevice of(ModelInfo model, CharacterSet characters) {
        return new DraftingDevice(
                Uid.of(
                        "radfm.device|%s|%s|%s"
                                .formatted(
                                        model.getName(),
                                        model.getVersion(),
                                        model.getWeightsDigest())),
                orUnknown(SrText.line(model.getName(), LO, characters)),
                orUnknown(SrText.line(model.getVersion(), LO, characters)),
                orUnknown(SrText.line(model.getWeightsDigest(), LO, characters)),
                orUnknown(
                        SrText.line(
                                "%s, %s, %s"
                                        .formatted(
                                                model.getEngine(),
                                                model.getPrecision(),
                                                model.getDevice()),
                                1024,
                                characters)));
    }

    private static String orUnknown(String value) {
        return value.isEmpty() ? "unknown" : value;
    }

    /// General Equipment: the serial number is the digest of the weights.
    void putEquipment(DataSet report) {
        report.putString(Tag.MANUFACTURER, Vr.LO, MANUFACTURER)
                .putString(Tag.MANUFACTURER_MODEL_NAME, Vr.LO, name)
                .putString(Tag.DEVICE_SERIAL_NUMBER, Vr.LO, weights)
                .putString(Tag.SOFTWARE_VERSIONS, Vr.LO, version)
                .putString(Tag.DEVICE_UID, Vr.UI, uid);
    }

    DataSet contribution(String dateTime) {
        var equipment =
                new DataSet()
                        .putItems(
                                Tag.PURPOSE_OF_REFERENCE_CODE_SEQUENCE,
                                Code.PROCESSING_EQUIPMENT.item())
                        .putString(Tag.CONTRIBUTION_DATE_TIME, Vr.DT, dateTime)
                        .putString(Tag.CONTRIBUTION_DESCRIPTION, Vr.ST, engine);
        putEquipment(equipment);
        return equipment;
    }

    /// Identified Person or Device (PS3.3 Table C.17-3b).
    DataSet author() {
        return new DataSet()
                .putString(Tag.OBSERVER_TYPE, Vr.CS, "DEV")
                .putEmpty(Tag.STATION_NAME, Vr.SH)
                .putString(Tag.DEVICE_UID, Vr.UI, uid)
                .putString(Tag.MANUFACTURER, Vr.LO, MANUFACTURER)
                .putString(Tag.MANUFACTURER_MODEL_NAME, Vr.LO, name)
                .putEmpty(Tag.INSTITUTION_NAME, Vr.LO)
                .putEmpty(INSTITUTION_CODE_SEQUENCE, Vr.SQ);
    }

    DataSet participant(String dateTime) {
        return author().putString(PARTICIPATION_TYPE, Vr.CS, "SOURCE")
                .putString(PARTICIPATION_DATE_TIME, Vr.DT, dateTime);
    }

    /// TID 1002 "Observer Context" with TID 1004 "Device Observer Identifying Attributes".
    List<DataSet> observationContext() {
        return List.of(
                context(ContentItem.code(Code.OBSERVER_TYPE, Code.DEVICE)),
                context(ContentItem.uid(Code.DEVICE_OBSERVER_UID, uid)),
                context(ContentItem.text(Code.DEVICE_OBSERVER_NAME, name)),
                context(ContentItem.text(Code.DEVICE_OBSERVER_MANUFACTURER, MANUFACTURER)),
                context(ContentItem.text(Code.DEVICE_OBSERVER_MODEL_NAME, name + " " + version)));
    }

    private static DataSet context(DataSet item) {
        return ContentItem.related("HAS OBS CONTEXT", item);
    }
}
