import { inTenant } from "../src/platform/database/index.ts";
import type { Kit } from "../src/platform/kit/index.ts";
import { openTestClient } from "./client.ts";
import type { Guest } from "./guests.ts";
import { addPerson, giveRole } from "./users.ts";

/** A signed-in user of a call centre, not linked to an agent yet. */
export async function addAgentPerson(
  portal: { readonly kit: Kit; readonly url: string },
  tenantId: string,
): Promise<Guest> {
  const person = await addPerson(portal.kit);
  await giveRole(portal.kit, person.id, { role: "operator-agent", tenantId });
  return { ...person, client: openTestClient(portal.url, person.token) };
}

/** A contact as a switch stores it: one call in one queue, answered by an agent and ended unless specified otherwise. */
export interface WrittenContact {
  readonly tenantId: string;
  readonly queueId: string;
  readonly agentId: string;
  readonly caller: string;
  readonly called: string;
  /** When it entered its queue. */
  readonly atMs: number;
  /** The first of four sequence numbers in the log of the ACD. */
  readonly sequence: number;
  readonly talkMs?: number;
  /** The call of the contact; omitted for a new one. */
  readonly callId?: string;
  /** The caller's choice in a menu. */
  readonly choice?: string;
  /** Whether it is in progress: the caller talks with the agent. */
  readonly isOpen?: boolean;
}

const WAITED_MS = 7_000;

/** Writes a contact with its call into the switch's tables. */
export async function writeContact(kit: Kit, of: WrittenContact): Promise<string> {
  const { tenantId, queueId, agentId, caller, called, atMs, sequence, talkMs = 60_000, choice, isOpen = false } = of;
  const { callId = kit.ids.next() } = of;
  const contactId = kit.ids.next();
  const at = (afterMs: number) => new Date(atMs + afterMs);
  const event = (nth: number, afterMs: number, kind: string, body: object) => ({
    tenantId,
    contactId,
    queueId,
    fence: 1,
    kind,
    sequence: sequence + nth,
    at: at(afterMs),
    steadyMs: afterMs,
    agentId: "agentId" in body ? agentId : null,
    body: JSON.stringify({ kind, contactId, queueId, ...body }),
  });
  const told = (sequenceInCall: number, kind: string, data: object) => ({
    callId,
    tenantId,
    sequence: sequenceInCall,
    kind,
    at: at(0),
    elapsedUs: sequenceInCall,
    data: JSON.stringify({ kind, ...data }),
  });
  await inTenant(kit.db, tenantId, async (trx) => {
    const call = { caller, called, direction: "inbound" };
    const chosen = choice === undefined ? [] : [told(1, "flow.chose", { step: "Menu", label: choice, keys: "1" })];
    await trx
      .insertInto("callEvent")
      .values([told(0, "call.received", call), ...chosen])
      .execute();
    const answered = { agentId, waitedMs: WAITED_MS, toldMs: null };
    const closed = { outcome: "answered", waitedMs: WAITED_MS, talkMs, holdMs: 0 };
    await trx
      .insertInto("queueEvent")
      .values([
        event(0, 0, "contact.entered", { callId, position: 1, toldMs: null, priority: 0, contactKind: "call" }),
        event(1, WAITED_MS, "contact.answered", answered),
        ...(isOpen ? [] : [event(2, WAITED_MS + talkMs, "contact.closed", closed)]),
      ])
      .execute();
    if (!isOpen) {
      const times = {
        beganAt: at(0),
        answeredAt: at(0),
        endedAt: at(WAITED_MS + talkMs),
        ringMs: 0,
        talkMs,
        holdMs: 0,
      };
      const end = { outcome: "answered", endedBy: "caller", sipCallId: callId };
      await trx
        .insertInto("cdr")
        .values({ ...call, ...times, ...end, callId, tenantId })
        .execute();
      return;
    }
    const steady = { joinedMs: 0, enteredMs: 0, connectedMs: WAITED_MS };
    const row = { contactId, tenantId, queueId, callId, caller, called, kind: "call", state: "connected", agentId };
    await trx
      .insertInto("openContact")
      .values({ ...row, ...steady, joinedAt: at(0), priority: 0 })
      .execute();
    const held = JSON.stringify({ state: { is: "talking", contactId }, next: null });
    const standing = { agentId, tenantId, phoneId: null, state: "talking", contactId, since: at(WAITED_MS), held };
    await trx.insertInto("agentStatus").values(standing).execute();
  });
  return contactId;
}
