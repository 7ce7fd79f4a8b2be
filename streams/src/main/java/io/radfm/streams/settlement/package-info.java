// SPDX-License-Identifier: Apache-2.0
/// What a worker's answer becomes: one draft per job ([io.radfm.streams.settlement.Settlement]),
/// its text split into the parts of a report ([io.radfm.streams.settlement.ReportText]). Pure.
package io.radfm.streams.settlement;
