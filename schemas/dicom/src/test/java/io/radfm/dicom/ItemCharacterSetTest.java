// SPDX-License-Identifier: Apache-2.0
package io.radfm.dicom;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/// Text of items that a program built, in the character set of the data set around them.
class ItemCharacterSetTest {
    @Test
    void itemsAreWrittenInTheCharacterSetAroundThem() throws IOException {
        var inner = new DataSet().putString(Tag.TEXT_VALUE, Vr.UT, "5 \u00b5m \u2013 größer");
        var outer = new DataSet().putItems(Tag.CONTENT_SEQUENCE, inner);
        var report =
                new DataSet()
                        .putString(Tag.SPECIFIC_CHARACTER_SET, Vr.CS, "ISO_IR 192")
                        .putItems(Tag.CONTENT_SEQUENCE, outer);

        var bytes = new ByteArrayOutputStream();
        DicomWriter.writeDataSet(bytes, report, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);

        var read =
                DicomReader.readHeader(
                                new ByteArrayInputStream(bytes.toByteArray()),
                                TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN,
                                ReadOptions.WHOLE)
                        .dataSet();
        var item = read.item(Tag.CONTENT_SEQUENCE).orElseThrow();
        assertEquals(
                "5 \u00b5m \u2013 größer",
                item.item(Tag.CONTENT_SEQUENCE).orElseThrow().string(Tag.TEXT_VALUE).orElseThrow());
    }
}
