// SPDX-License-Identifier: Apache-2.0
package io.radfm.wire.upper;

/// The rows of PS3.8 Table 9-10, in their order.
public enum Event {
    EVT1("A-ASSOCIATE request primitive"),
    EVT2("transport connection confirmed"),
    EVT3("A-ASSOCIATE-AC received"),
    EVT4("A-ASSOCIATE-RJ received"),
    EVT5("transport connection indicated"),
    EVT6("A-ASSOCIATE-RQ received"),
    EVT7("A-ASSOCIATE response primitive, accept"),
    EVT8("A-ASSOCIATE response primitive, reject"),
    EVT9("P-DATA request primitive"),
    EVT10("P-DATA-TF received"),
    EVT11("A-RELEASE request primitive"),
    EVT12("A-RELEASE-RQ received"),
    EVT13("A-RELEASE-RP received"),
    EVT14("A-RELEASE response primitive"),
    EVT15("A-ABORT request primitive"),
    EVT16("A-ABORT received"),
    EVT17("transport connection closed"),
    EVT18("ARTIM timer expired"),
    EVT19("unrecognized or invalid PDU received");

    private final String meaning;

    Event(String meaning) {
        this.meaning = meaning;
    }

    public String meaning() {
        return meaning;
    }
}
