// SPDX-License-Identifier: Apache-2.0
/// One process of the system: how a role gets its settings, starts, says how it is, and stops.
///
/// ```
///  command line  >  environment RADFM_*  >  --config FILE  >  defaults        (one ConfigDef declares all)
///        └───────────────► RoleCommand ──start──► Role ──health──► ManagementServer  /health /metrics
/// ```
///
/// Start reading at [io.radfm.process.RoleCommand].
package io.radfm.process;
