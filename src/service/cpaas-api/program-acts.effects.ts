import { inTenant } from "../../platform/database/index.ts";
import { type CallDoors, changeCall, ledBy } from "./change-call.effects.ts";
import { findCall, listCalls } from "./kept-call.store.ts";
import { instructionsOfApplication, orderCall, withApplication } from "./order-call.effects.ts";
import type { CallActs, ProgramActs } from "./program-acts.ts";

/** Opens what programs do for our own interface: the acts of the field's shapes, by the same code. */
export function openProgramActs(doors: CallDoors): ProgramActs {
  return { calls: callActs(doors) };
}

function callActs(doors: CallDoors): CallActs {
  const { db } = doors.kit;
  return {
    order: async (asking, { applicationId, ...form }) => {
      if (applicationId === undefined) return orderCall(doors, asking, form);
      const led = await withApplication(doors, form, { tenantId: asking.tenantId, applicationId });
      return led.ok ? orderCall(doors, asking, led.value) : led;
    },
    find: (tenantId, id) => inTenant(db, tenantId, (trx) => findCall(trx, id)),
    list: (tenantId, filter) => inTenant(db, tenantId, (trx) => listCalls(trx, filter)),
    change: async (asking, { applicationId, ...change }) => {
      if (applicationId === undefined) return changeCall(doors, asking, change);
      const { tenantId, callId } = asking;
      const call = await inTenant(db, tenantId, (trx) => findCall(trx, callId));
      if (call === undefined) return { code: 20404 };
      const wanted = await instructionsOfApplication(doors, { tenantId, applicationId });
      return wanted.ok ? ledBy(doors, asking, wanted.value) : wanted.refusal;
    },
  };
}
