// SPDX-License-Identifier: Apache-2.0
package io.radfm.dicom;

/// Data element tags (PS3.6), `0xGGGGEEEE`: the ones the system uses, named by their keyword. Any
/// other tag is an `int` all the same; [Dictionary] knows the keyword and VR of every one.
///
/// Tags are ordered as unsigned numbers.
public final class Tag {
    private Tag() {}

    public static final int COMMAND_GROUP_LENGTH = 0x00000000;
    public static final int AFFECTED_SOP_CLASS_UID = 0x00000002;
    public static final int REQUESTED_SOP_CLASS_UID = 0x00000003;
    public static final int COMMAND_FIELD = 0x00000100;
    public static final int MESSAGE_ID = 0x00000110;
    public static final int MESSAGE_ID_BEING_RESPONDED_TO = 0x00000120;
    public static final int PRIORITY = 0x00000700;
    public static final int COMMAND_DATA_SET_TYPE = 0x00000800;
    public static final int STATUS = 0x00000900;
    public static final int ERROR_COMMENT = 0x00000902;
    public static final int AFFECTED_SOP_INSTANCE_UID = 0x00001000;
    public static final int REQUESTED_SOP_INSTANCE_UID = 0x00001001;

    public static final int FILE_META_INFORMATION_GROUP_LENGTH = 0x00020000;
    public static final int FILE_META_INFORMATION_VERSION = 0x00020001;
    public static final int MEDIA_STORAGE_SOP_CLASS_UID = 0x00020002;
    public static final int MEDIA_STORAGE_SOP_INSTANCE_UID = 0x00020003;
    public static final int TRANSFER_SYNTAX_UID = 0x00020010;
    public static final int IMPLEMENTATION_CLASS_UID = 0x00020012;
    public static final int IMPLEMENTATION_VERSION_NAME = 0x00020013;

    public static final int REFERENCED_FILE_ID = 0x00041500;

    public static final int SPECIFIC_CHARACTER_SET = 0x00080005;
    public static final int IMAGE_TYPE = 0x00080008;
    public static final int INSTANCE_CREATION_DATE = 0x00080012;
    public static final int INSTANCE_CREATION_TIME = 0x00080013;
    public static final int SOP_CLASS_UID = 0x00080016;
    public static final int SOP_INSTANCE_UID = 0x00080018;
    public static final int STUDY_DATE = 0x00080020;
    public static final int SERIES_DATE = 0x00080021;
    public static final int ACQUISITION_DATE = 0x00080022;
    public static final int CONTENT_DATE = 0x00080023;
    public static final int ACQUISITION_DATE_TIME = 0x0008002A;
    public static final int STUDY_TIME = 0x00080030;
    public static final int SERIES_TIME = 0x00080031;
    public static final int ACQUISITION_TIME = 0x00080032;
    public static final int CONTENT_TIME = 0x00080033;
    public static final int ACCESSION_NUMBER = 0x00080050;
    public static final int FAILED_SOP_INSTANCE_UID_LIST = 0x00080058;
    public static final int MODALITY = 0x00080060;
    public static final int CONVERSION_TYPE = 0x00080064;
    public static final int MANUFACTURER = 0x00080070;
    public static final int INSTITUTION_NAME = 0x00080080;
    public static final int INSTITUTION_ADDRESS = 0x00080081;
    public static final int REFERRING_PHYSICIAN_NAME = 0x00080090;
    public static final int CODE_VALUE = 0x00080100;
    public static final int CODING_SCHEME_DESIGNATOR = 0x00080102;
    public static final int CODING_SCHEME_VERSION = 0x00080103;
    public static final int CODE_MEANING = 0x00080104;
    public static final int MAPPING_RESOURCE = 0x00080105;
    public static final int CONTEXT_GROUP_VERSION = 0x00080106;
    public static final int CONTEXT_IDENTIFIER = 0x0008010F;
    public static final int TIMEZONE_OFFSET_FROM_UTC = 0x00080201;
    public static final int STATION_NAME = 0x00081010;
    public static final int STUDY_DESCRIPTION = 0x00081030;
    public static final int PROCEDURE_CODE_SEQUENCE = 0x00081032;
    public static final int SERIES_DESCRIPTION = 0x0008103E;
    public static final int SERIES_DESCRIPTION_CODE_SEQUENCE = 0x0008103F;
    public static final int INSTITUTIONAL_DEPARTMENT_NAME = 0x00081040;
    public static final int OPERATORS_NAME = 0x00081070;
    public static final int ADMITTING_DIAGNOSES_DESCRIPTION = 0x00081080;
    public static final int MANUFACTURER_MODEL_NAME = 0x00081090;
    public static final int REFERENCED_STUDY_SEQUENCE = 0x00081110;
    public static final int REFERENCED_PERFORMED_PROCEDURE_STEP_SEQUENCE = 0x00081111;
    public static final int REFERENCED_SERIES_SEQUENCE = 0x00081115;
    public static final int REFERENCED_PATIENT_SEQUENCE = 0x00081120;
    public static final int REFERENCED_IMAGE_SEQUENCE = 0x00081140;
    public static final int REFERENCED_SOP_CLASS_UID = 0x00081150;
    public static final int REFERENCED_SOP_INSTANCE_UID = 0x00081155;
    public static final int REFERENCED_FRAME_NUMBER = 0x00081160;
    public static final int TRANSACTION_UID = 0x00081195;
    public static final int FAILURE_REASON = 0x00081197;
    public static final int FAILED_SOP_SEQUENCE = 0x00081198;
    public static final int REFERENCED_SOP_SEQUENCE = 0x00081199;
    public static final int DERIVATION_DESCRIPTION = 0x00082111;
    public static final int SOURCE_IMAGE_SEQUENCE = 0x00082112;
    public static final int FRAME_TYPE = 0x00089007;
    public static final int REFERENCED_IMAGE_EVIDENCE_SEQUENCE = 0x00089092;
    public static final int ACQUISITION_CONTRAST = 0x00089209;
    public static final int DERIVATION_CODE_SEQUENCE = 0x00089215;

    public static final int PATIENT_NAME = 0x00100010;
    public static final int PATIENT_ID = 0x00100020;
    public static final int ISSUER_OF_PATIENT_ID = 0x00100021;
    public static final int ISSUER_OF_PATIENT_ID_QUALIFIERS_SEQUENCE = 0x00100024;
    public static final int PATIENT_BIRTH_DATE = 0x00100030;
    public static final int PATIENT_BIRTH_TIME = 0x00100032;
    public static final int PATIENT_SEX = 0x00100040;
    public static final int OTHER_PATIENT_I_DS = 0x00101000;
    public static final int OTHER_PATIENT_NAMES = 0x00101001;
    public static final int OTHER_PATIENT_I_DS_SEQUENCE = 0x00101002;
    public static final int PATIENT_AGE = 0x00101010;
    public static final int PATIENT_SIZE = 0x00101020;
    public static final int PATIENT_WEIGHT = 0x00101030;
    public static final int PATIENT_ADDRESS = 0x00101040;
    public static final int ADDITIONAL_PATIENT_HISTORY = 0x001021B0;
    public static final int PATIENT_COMMENTS = 0x00104000;

    public static final int PATIENT_IDENTITY_REMOVED = 0x00120062;

    public static final int CONTRAST_BOLUS_AGENT = 0x00180010;
    public static final int BODY_PART_EXAMINED = 0x00180015;
    public static final int SCANNING_SEQUENCE = 0x00180020;
    public static final int SEQUENCE_VARIANT = 0x00180021;
    public static final int SCAN_OPTIONS = 0x00180022;
    public static final int SEQUENCE_NAME = 0x00180024;
    public static final int SLICE_THICKNESS = 0x00180050;
    public static final int KVP = 0x00180060;
    public static final int REPETITION_TIME = 0x00180080;
    public static final int ECHO_TIME = 0x00180081;
    public static final int INVERSION_TIME = 0x00180082;
    public static final int ECHO_NUMBERS = 0x00180086;
    public static final int MAGNETIC_FIELD_STRENGTH = 0x00180087;
    public static final int SPACING_BETWEEN_SLICES = 0x00180088;
    public static final int ECHO_TRAIN_LENGTH = 0x00180091;
    public static final int DEVICE_SERIAL_NUMBER = 0x00181000;
    public static final int DEVICE_UID = 0x00181002;
    public static final int SOFTWARE_VERSIONS = 0x00181020;
    public static final int PROTOCOL_NAME = 0x00181030;
    public static final int TRIGGER_TIME = 0x00181060;
    public static final int DISTANCE_SOURCE_TO_DETECTOR = 0x00181110;
    public static final int DISTANCE_SOURCE_TO_PATIENT = 0x00181111;
    public static final int GANTRY_DETECTOR_TILT = 0x00181120;
    public static final int EXPOSURE_TIME = 0x00181150;
    public static final int X_RAY_TUBE_CURRENT = 0x00181151;
    public static final int EXPOSURE = 0x00181152;
    public static final int IMAGER_PIXEL_SPACING = 0x00181164;
    public static final int CONVOLUTION_KERNEL = 0x00181210;
    public static final int ACQUISITION_MATRIX = 0x00181310;
    public static final int FLIP_ANGLE = 0x00181314;
    public static final int PATIENT_POSITION = 0x00185100;
    public static final int VIEW_POSITION = 0x00185101;
    public static final int ECHO_PULSE_SEQUENCE = 0x00189008;
    public static final int FRAME_ACQUISITION_DATE_TIME = 0x00189074;
    public static final int DIFFUSION_GRADIENT_DIRECTION_SEQUENCE = 0x00189076;
    public static final int EFFECTIVE_ECHO_TIME = 0x00189082;
    public static final int DIFFUSION_B_VALUE = 0x00189087;
    public static final int DIFFUSION_GRADIENT_ORIENTATION = 0x00189089;
    public static final int MR_ECHO_SEQUENCE = 0x00189114;
    public static final int MR_DIFFUSION_SEQUENCE = 0x00189117;
    public static final int CARDIAC_SYNCHRONIZATION_SEQUENCE = 0x00189118;
    public static final int MR_IMAGE_FRAME_TYPE_SEQUENCE = 0x00189226;
    public static final int ACQUISITION_TYPE = 0x00189302;
    public static final int CT_IMAGE_FRAME_TYPE_SEQUENCE = 0x00189329;
    public static final int CONTRIBUTING_EQUIPMENT_SEQUENCE = 0x0018A001;
    public static final int CONTRIBUTION_DATE_TIME = 0x0018A002;
    public static final int CONTRIBUTION_DESCRIPTION = 0x0018A003;

    public static final int STUDY_INSTANCE_UID = 0x0020000D;
    public static final int SERIES_INSTANCE_UID = 0x0020000E;
    public static final int STUDY_ID = 0x00200010;
    public static final int SERIES_NUMBER = 0x00200011;
    public static final int ACQUISITION_NUMBER = 0x00200012;
    public static final int INSTANCE_NUMBER = 0x00200013;
    public static final int PATIENT_ORIENTATION = 0x00200020;
    public static final int IMAGE_POSITION_PATIENT = 0x00200032;
    public static final int IMAGE_ORIENTATION_PATIENT = 0x00200037;
    public static final int FRAME_OF_REFERENCE_UID = 0x00200052;
    public static final int LATERALITY = 0x00200060;
    public static final int IMAGE_LATERALITY = 0x00200062;
    public static final int TEMPORAL_POSITION_IDENTIFIER = 0x00200100;
    public static final int IMAGES_IN_ACQUISITION = 0x00201002;
    public static final int SLICE_LOCATION = 0x00201041;
    public static final int NUMBER_OF_STUDY_RELATED_SERIES = 0x00201206;
    public static final int NUMBER_OF_STUDY_RELATED_INSTANCES = 0x00201208;
    public static final int NUMBER_OF_SERIES_RELATED_INSTANCES = 0x00201209;
    public static final int FRAME_CONTENT_SEQUENCE = 0x00209111;
    public static final int PLANE_POSITION_SEQUENCE = 0x00209113;
    public static final int PLANE_ORIENTATION_SEQUENCE = 0x00209116;
    public static final int TEMPORAL_POSITION_INDEX = 0x00209128;
    public static final int NOMINAL_CARDIAC_TRIGGER_DELAY_TIME = 0x00209153;
    public static final int FRAME_ACQUISITION_NUMBER = 0x00209156;

    public static final int SAMPLES_PER_PIXEL = 0x00280002;
    public static final int PHOTOMETRIC_INTERPRETATION = 0x00280004;
    public static final int PLANAR_CONFIGURATION = 0x00280006;
    public static final int NUMBER_OF_FRAMES = 0x00280008;
    public static final int ROWS = 0x00280010;
    public static final int COLUMNS = 0x00280011;
    public static final int PIXEL_SPACING = 0x00280030;
    public static final int BITS_ALLOCATED = 0x00280100;
    public static final int BITS_STORED = 0x00280101;
    public static final int HIGH_BIT = 0x00280102;
    public static final int PIXEL_REPRESENTATION = 0x00280103;
    public static final int SMALLEST_IMAGE_PIXEL_VALUE = 0x00280106;
    public static final int LARGEST_IMAGE_PIXEL_VALUE = 0x00280107;
    public static final int PIXEL_PADDING_VALUE = 0x00280120;
    public static final int PIXEL_PADDING_RANGE_LIMIT = 0x00280121;
    public static final int FLOAT_PIXEL_PADDING_VALUE = 0x00280122;
    public static final int DOUBLE_FLOAT_PIXEL_PADDING_VALUE = 0x00280123;
    public static final int BURNED_IN_ANNOTATION = 0x00280301;
    public static final int PIXEL_INTENSITY_RELATIONSHIP = 0x00281040;
    public static final int PIXEL_INTENSITY_RELATIONSHIP_SIGN = 0x00281041;
    public static final int WINDOW_CENTER = 0x00281050;
    public static final int WINDOW_WIDTH = 0x00281051;
    public static final int RESCALE_INTERCEPT = 0x00281052;
    public static final int RESCALE_SLOPE = 0x00281053;
    public static final int RESCALE_TYPE = 0x00281054;
    public static final int WINDOW_CENTER_WIDTH_EXPLANATION = 0x00281055;
    public static final int VOILUT_FUNCTION = 0x00281056;
    public static final int RED_PALETTE_COLOR_LOOKUP_TABLE_DESCRIPTOR = 0x00281101;
    public static final int GREEN_PALETTE_COLOR_LOOKUP_TABLE_DESCRIPTOR = 0x00281102;
    public static final int BLUE_PALETTE_COLOR_LOOKUP_TABLE_DESCRIPTOR = 0x00281103;
    public static final int RED_PALETTE_COLOR_LOOKUP_TABLE_DATA = 0x00281201;
    public static final int GREEN_PALETTE_COLOR_LOOKUP_TABLE_DATA = 0x00281202;
    public static final int BLUE_PALETTE_COLOR_LOOKUP_TABLE_DATA = 0x00281203;
    public static final int SEGMENTED_RED_PALETTE_COLOR_LOOKUP_TABLE_DATA = 0x00281221;
    public static final int SEGMENTED_GREEN_PALETTE_COLOR_LOOKUP_TABLE_DATA = 0x00281222;
    public static final int SEGMENTED_BLUE_PALETTE_COLOR_LOOKUP_TABLE_DATA = 0x00281223;
    public static final int LOSSY_IMAGE_COMPRESSION = 0x00282110;
    public static final int LOSSY_IMAGE_COMPRESSION_RATIO = 0x00282112;
    public static final int LOSSY_IMAGE_COMPRESSION_METHOD = 0x00282114;
    public static final int MODALITY_LUT_SEQUENCE = 0x00283000;
    public static final int LUT_DESCRIPTOR = 0x00283002;
    public static final int LUT_DATA = 0x00283006;
    public static final int VOILUT_SEQUENCE = 0x00283010;
    public static final int REPRESENTATIVE_FRAME_NUMBER = 0x00286010;
    public static final int PIXEL_MEASURES_SEQUENCE = 0x00289110;
    public static final int FRAME_VOILUT_SEQUENCE = 0x00289132;
    public static final int PIXEL_VALUE_TRANSFORMATION_SEQUENCE = 0x00289145;

    public static final int REASON_FOR_STUDY = 0x00321030;
    public static final int REQUESTING_PHYSICIAN = 0x00321032;
    public static final int REQUESTING_SERVICE = 0x00321033;
    public static final int REQUESTED_PROCEDURE_DESCRIPTION = 0x00321060;
    public static final int REQUESTED_PROCEDURE_CODE_SEQUENCE = 0x00321064;
    public static final int REQUESTED_CONTRAST_AGENT = 0x00321070;
    public static final int STUDY_COMMENTS = 0x00324000;

    public static final int PATIENT_STATE = 0x00380500;

    public static final int SCHEDULED_STATION_AE_TITLE = 0x00400001;
    public static final int SCHEDULED_PROCEDURE_STEP_START_DATE = 0x00400002;
    public static final int SCHEDULED_PROCEDURE_STEP_START_TIME = 0x00400003;
    public static final int SCHEDULED_PERFORMING_PHYSICIAN_NAME = 0x00400006;
    public static final int SCHEDULED_PROCEDURE_STEP_DESCRIPTION = 0x00400007;
    public static final int SCHEDULED_PROTOCOL_CODE_SEQUENCE = 0x00400008;
    public static final int SCHEDULED_PROCEDURE_STEP_ID = 0x00400009;
    public static final int SCHEDULED_PROCEDURE_STEP_SEQUENCE = 0x00400100;
    public static final int PERFORMED_STATION_AE_TITLE = 0x00400241;
    public static final int PERFORMED_STATION_NAME = 0x00400242;
    public static final int PERFORMED_LOCATION = 0x00400243;
    public static final int PERFORMED_PROCEDURE_STEP_START_DATE = 0x00400244;
    public static final int PERFORMED_PROCEDURE_STEP_START_TIME = 0x00400245;
    public static final int PERFORMED_PROCEDURE_STEP_END_DATE = 0x00400250;
    public static final int PERFORMED_PROCEDURE_STEP_END_TIME = 0x00400251;
    public static final int PERFORMED_PROCEDURE_STEP_STATUS = 0x00400252;
    public static final int PERFORMED_PROCEDURE_STEP_ID = 0x00400253;
    public static final int PERFORMED_PROCEDURE_STEP_DESCRIPTION = 0x00400254;
    public static final int PERFORMED_PROCEDURE_TYPE_DESCRIPTION = 0x00400255;
    public static final int PERFORMED_PROTOCOL_CODE_SEQUENCE = 0x00400260;
    public static final int SCHEDULED_STEP_ATTRIBUTES_SEQUENCE = 0x00400270;
    public static final int REQUEST_ATTRIBUTES_SEQUENCE = 0x00400275;
    public static final int PERFORMED_PROCEDURE_STEP_DISCONTINUATION_REASON_CODE_SEQUENCE =
            0x00400281;
    public static final int PERFORMED_SERIES_SEQUENCE = 0x00400340;
    public static final int ACQUISITION_CONTEXT_SEQUENCE = 0x00400555;
    public static final int MEASUREMENT_UNITS_CODE_SEQUENCE = 0x004008EA;
    public static final int REQUESTED_PROCEDURE_ID = 0x00401001;
    public static final int REASON_FOR_THE_REQUESTED_PROCEDURE = 0x00401002;
    public static final int REQUESTED_PROCEDURE_PRIORITY = 0x00401003;
    public static final int PERSON_IDENTIFICATION_CODE_SEQUENCE = 0x00401101;
    public static final int PLACER_ORDER_NUMBER_IMAGING_SERVICE_REQUEST = 0x00402016;
    public static final int FILLER_ORDER_NUMBER_IMAGING_SERVICE_REQUEST = 0x00402017;
    public static final int RELATIONSHIP_TYPE = 0x0040A010;
    public static final int VERIFYING_ORGANIZATION = 0x0040A027;
    public static final int VERIFICATION_DATE_TIME = 0x0040A030;
    public static final int OBSERVATION_DATE_TIME = 0x0040A032;
    public static final int VALUE_TYPE = 0x0040A040;
    public static final int CONCEPT_NAME_CODE_SEQUENCE = 0x0040A043;
    public static final int CONTINUITY_OF_CONTENT = 0x0040A050;
    public static final int VERIFYING_OBSERVER_SEQUENCE = 0x0040A073;
    public static final int VERIFYING_OBSERVER_NAME = 0x0040A075;
    public static final int AUTHOR_OBSERVER_SEQUENCE = 0x0040A078;
    public static final int PARTICIPANT_SEQUENCE = 0x0040A07A;
    public static final int OBSERVER_TYPE = 0x0040A084;
    public static final int VERIFYING_OBSERVER_IDENTIFICATION_CODE_SEQUENCE = 0x0040A088;
    public static final int DATE_TIME = 0x0040A120;
    public static final int DATE = 0x0040A121;
    public static final int TIME = 0x0040A122;
    public static final int PERSON_NAME = 0x0040A123;
    public static final int UID = 0x0040A124;
    public static final int REFERENCED_SAMPLE_POSITIONS = 0x0040A132;
    public static final int REFERENCED_DATE_TIME = 0x0040A13A;
    public static final int TEXT_VALUE = 0x0040A160;
    public static final int CONCEPT_CODE_SEQUENCE = 0x0040A168;
    public static final int PURPOSE_OF_REFERENCE_CODE_SEQUENCE = 0x0040A170;
    public static final int MEASURED_VALUE_SEQUENCE = 0x0040A300;
    public static final int NUMERIC_VALUE_QUALIFIER_CODE_SEQUENCE = 0x0040A301;
    public static final int NUMERIC_VALUE = 0x0040A30A;
    public static final int PREDECESSOR_DOCUMENTS_SEQUENCE = 0x0040A360;
    public static final int REFERENCED_REQUEST_SEQUENCE = 0x0040A370;
    public static final int PERFORMED_PROCEDURE_CODE_SEQUENCE = 0x0040A372;
    public static final int CURRENT_REQUESTED_PROCEDURE_EVIDENCE_SEQUENCE = 0x0040A375;
    public static final int COMPLETION_FLAG = 0x0040A491;
    public static final int COMPLETION_FLAG_DESCRIPTION = 0x0040A492;
    public static final int VERIFICATION_FLAG = 0x0040A493;
    public static final int PRELIMINARY_FLAG = 0x0040A496;
    public static final int CONTENT_TEMPLATE_SEQUENCE = 0x0040A504;
    public static final int CONTENT_SEQUENCE = 0x0040A730;
    public static final int TEMPLATE_IDENTIFIER = 0x0040DB00;
    public static final int REFERENCED_CONTENT_ITEM_IDENTIFIER = 0x0040DB73;

    public static final int NUMBER_OF_SLICES = 0x00540081;
    public static final int SERIES_TYPE = 0x00541000;

    public static final int SEGMENTATION_TYPE = 0x00620001;
    public static final int SEGMENT_SEQUENCE = 0x00620002;
    public static final int SEGMENT_NUMBER = 0x00620004;
    public static final int SEGMENT_LABEL = 0x00620005;

    public static final int ICON_IMAGE_SEQUENCE = 0x00880200;

    public static final int PRESENTATION_LUT_SHAPE = 0x20500020;

    public static final int SHARED_FUNCTIONAL_GROUPS_SEQUENCE = 0x52009229;
    public static final int PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE = 0x52009230;

    public static final int EXTENDED_OFFSET_TABLE = 0x7FE00001;
    public static final int EXTENDED_OFFSET_TABLE_LENGTHS = 0x7FE00002;
    public static final int FLOAT_PIXEL_DATA = 0x7FE00008;
    public static final int DOUBLE_FLOAT_PIXEL_DATA = 0x7FE00009;
    public static final int PIXEL_DATA = 0x7FE00010;

    /// Sequence Item, Item Delimitation Item and Sequence Delimitation Item (PS3.5 §7.5).
    static final int ITEM = 0xFFFEE000;

    static final int ITEM_DELIMITATION = 0xFFFEE00D;
    static final int SEQUENCE_DELIMITATION = 0xFFFEE0DD;

    /// `(gggg,eeee)`, as the standard writes it.
    public static String format(int tag) {
        return "(%04X,%04X)".formatted(group(tag), element(tag));
    }

    public static int group(int tag) {
        return tag >>> 16;
    }

    public static int element(int tag) {
        return tag & 0xFFFF;
    }

    /// Odd groups belong to vendors (PS3.5 §7.8).
    public static boolean isPrivate(int tag) {
        return (tag & 0x00010000) != 0;
    }

    /// Group Length, retired everywhere but in groups 0000 and 0002 (PS3.5 §7.2).
    public static boolean isGroupLength(int tag) {
        return element(tag) == 0;
    }

    /// Pixel Data, Float Pixel Data or Double Float Pixel Data.
    public static boolean isPixelData(int tag) {
        return tag == PIXEL_DATA || tag == FLOAT_PIXEL_DATA || tag == DOUBLE_FLOAT_PIXEL_DATA;
    }
}
