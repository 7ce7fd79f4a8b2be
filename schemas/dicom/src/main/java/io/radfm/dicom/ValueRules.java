// SPDX-License-Identifier: Apache-2.0
package io.radfm.dicom;

import java.util.regex.Pattern;

/// What each text VR allows (PS3.5 §6.2), checked where a program puts a value in. Text of others
/// is read whatever it is.
final class ValueRules {
    private static final Pattern AGE = Pattern.compile("\\d{3}[DWMY]");
    private static final Pattern CODE = Pattern.compile("[A-Z0-9 _]*");
    private static final Pattern DATE =
            Pattern.compile("\\d{4}(0[1-9]|1[0-2])(0[1-9]|[12]\\d|3[01])");
    private static final Pattern TIME =
            Pattern.compile("([01]\\d|2[0-3])([0-5]\\d(([0-5]\\d|60)(\\.\\d{1,6})?)?)?");
    private static final Pattern DATE_TIME =
            Pattern.compile(
                    "\\d{4}((0[1-9]|1[0-2])((0[1-9]|[12]\\d|3[01])(([01]\\d|2[0-3])([0-5]\\d(([0-5]\\d|60)"
                        + "(\\.\\d{1,6})?)?)?)?)?)?([+-]\\d{4})?");
    private static final Pattern DECIMAL =
            Pattern.compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([Ee][+-]?\\d+)?");
    private static final Pattern INTEGER = Pattern.compile("[+-]?\\d{1,11}");

    private ValueRules() {}

    /// Refuses by tag, VR and rule; the message never holds the value.
    static void check(int tag, Vr vr, String... values) {
        if (!vr.isText()) {
            throw refused(tag, vr, "is not text");
        }
        if (values.length > 1 && !vr.isMultiValuedText()) {
            throw refused(tag, vr, "holds one value only");
        }
        for (var value : values) {
            if (!value.isEmpty()) {
                check(tag, vr, value);
            }
        }
    }

    private static void check(int tag, Vr vr, String value) {
        require(!vr.isMultiValuedText() || value.indexOf('\\') < 0, tag, vr, "has a backslash");
        require(noControl(value, vr), tag, vr, "has a control character");
        if (vr != Vr.PN) {
            require(letters(value) <= vr.maxCharacters(), tag, vr, "is longer than its VR allows");
        }
        switch (vr) {
            case AS -> require(AGE.matcher(value).matches(), tag, vr, "is no age");
            case CS -> require(CODE.matcher(value).matches(), tag, vr, "has a letter no code has");
            case DA -> require(DATE.matcher(value).matches(), tag, vr, "is no date");
            case TM -> require(TIME.matcher(value).matches(), tag, vr, "is no time");
            case DT -> require(DATE_TIME.matcher(value).matches(), tag, vr, "is no date and time");
            case DS -> require(DECIMAL.matcher(value).matches(), tag, vr, "is no decimal");
            case IS ->
                    require(
                            INTEGER.matcher(value).matches()
                                    && Long.parseLong(value) == (int) Long.parseLong(value),
                            tag,
                            vr,
                            "is no 32-bit integer");
            case UI -> require(Uid.valid(value), tag, vr, "is no UID");
            case PN -> checkName(tag, value);
            case AE -> require(isAscii(value), tag, vr, "has a character outside ASCII");
            default -> {}
        }
    }

    /// Three component groups of five components, each group at most 64 characters (PS3.5 §6.2.1).
    private static void checkName(int tag, String name) {
        var groups = name.split("=", -1);
        require(groups.length <= 3, tag, Vr.PN, "has more than three component groups");
        for (var group : groups) {
            require(letters(group) <= 64, tag, Vr.PN, "has a component group over 64 characters");
            require(
                    group.chars().filter(letter -> letter == '^').count() <= 4,
                    tag,
                    Vr.PN,
                    "has more than five components");
        }
    }

    private static int letters(String value) {
        return value.codePointCount(0, value.length());
    }

    private static boolean noControl(String value, Vr vr) {
        boolean paragraph = !vr.isMultiValuedText() && vr != Vr.UR;
        return value.chars()
                .noneMatch(
                        letter ->
                                (letter < ' ' || letter == 0x7F)
                                        && !(paragraph && "\t\n\f\r".indexOf(letter) >= 0));
    }

    private static boolean isAscii(String value) {
        return value.chars().allMatch(letter -> letter < 0x7F);
    }

    private static void require(boolean kept, int tag, Vr vr, String otherwise) {
        if (!kept) {
            throw refused(tag, vr, otherwise);
        }
    }

    private static IllegalArgumentException refused(int tag, Vr vr, String why) {
        return new IllegalArgumentException(Tag.format(tag) + " " + vr + " " + why);
    }
}
