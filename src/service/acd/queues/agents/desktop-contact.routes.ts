import { z } from "zod";
import { ok } from "../../../../kernel/index.ts";
import type { DatabaseTransaction } from "../../../../platform/database/index.ts";
import type { Http } from "../../../../platform/http/index.ts";
import type { Kit } from "../../../../platform/kit/index.ts";
import { planOf } from "../callbacks/planned-callback.store.ts";
import { websiteOfCall } from "../callbacks/web-callback.store.ts";
import { keepNote, NOTE_REFUSALS } from "../customers/keep-note.effects.ts";
import { namedIn, ownTimeZone, readContactTimeline } from "../queue-board.store.ts";
import { recordingFacts } from "../recording-fact.store.ts";
import { recordingStand } from "../recording-stand.ts";
import { idsIn } from "../routing/timeline-names.ts";
import {
  contactNoteFormSchema,
  type DesktopContact,
  desktopContactSchema,
  desktopContactsQuery,
  desktopContactsSchema,
} from "./agent-desktop.shared.ts";
import { callerOf, choicesOf, earlierOf, isOwnContact, notesOf, ownContacts, ownTalk } from "./agent-desktop.store.ts";
import { filterOwnTimeline, maskedNumber } from "./agent-desktop-view.ts";
import { desktopRoutes } from "./desktop.routes.ts";

const CONTACTS = "/api/service/desk/contacts";
const params = z.object({ id: z.uuid() });

/** Routes of the agent's contacts: the list, one of them, and its notes. */
export function addDesktopContactRoutes(app: Http, kit: Kit): void {
  const routes = desktopRoutes(app, kit, NOTE_REFUSALS);
  routes.get(
    CONTACTS,
    { summary: "My contacts, the newest first", query: desktopContactsQuery, answer: desktopContactsSchema },
    async (trx, { requestContext: { agent }, query: { before } }) => {
      const asked = { agentId: agent.id, before: before === undefined ? null : new Date(before) };
      const { items, next } = await ownContacts(trx, asked);
      return {
        timeZone: await ownTimeZone(trx),
        next: next?.toISOString() ?? null,
        items: items.map(({ answeredAt, caller, ...row }) => ({
          ...row,
          answeredAt: answeredAt.toISOString(),
          caller: maskedNumber(caller ?? ""),
        })),
      };
    },
  );
  routes.get(
    `${CONTACTS}/:id`,
    { summary: "A contact of mine", params, answer: desktopContactSchema, missing: "no-such-contact" },
    (trx, { requestContext: { agent }, params: { id } }) => contactView(trx, { agentId: agent.id, contactId: id }),
  );
  routes.post(
    `${CONTACTS}/:id/notes`,
    {
      summary: "Write about a contact of mine",
      params,
      body: contactNoteFormSchema,
      answer: z.object({ id: z.uuid() }),
      status: 201,
    },
    async ({ requestContext, params: { id: contactId }, body }) => {
      const done = await keepNote(kit, requestContext, { ...body, agentId: requestContext.agent.id, contactId });
      return done.ok ? ok({ id: body.id }) : done;
    },
  );
}

async function contactView(
  trx: DatabaseTransaction,
  { agentId, contactId }: { readonly agentId: string; readonly contactId: string },
): Promise<DesktopContact | undefined> {
  const own = await isOwnContact(trx, { agentId, contactId });
  if (own === undefined) return undefined;
  const rows = await readContactTimeline(trx, contactId);
  const known = await callerOf(trx, contactId);
  const [caller, callId] = [known?.caller ?? "", known?.callId ?? null];
  const events = rows.map(({ at, body, ...event }) => ({
    ...event,
    at: at.toISOString(),
    // The bodies were written from events, which are objects.
    body: body as Readonly<Record<string, unknown>>,
  }));
  const answered = events.findLast(({ kind, body }) => kind === "contact.answered" && body["agentId"] === agentId);
  const entered = events.findLast(({ kind }) => kind === "contact.entered" || kind === "contact.planned");
  const waited = answered?.body["waitedMs"];
  const told = filterOwnTimeline(events, agentId);
  const timeZone = await ownTimeZone(trx);
  const { queues, agents } = await namedIn(trx, idsIn(told.map(({ body }) => body)));
  const queueId = (entered?.body["queueId"] as string | undefined) ?? null;
  const earlier = own.isNow && caller !== "" ? await earlierOf(trx, { caller, callId }) : [];
  return {
    contactId,
    isWhole: own.isNow,
    caller: own.isNow ? caller : maskedNumber(caller),
    queueId,
    called: known?.called ?? "",
    calledLabel: known?.label ?? "",
    isMessage: entered?.body["contactKind"] === "message",
    plan: await planOf(trx, contactId),
    website: callId === null ? null : await websiteOfCall(trx, callId),
    recording: own.isNow ? await recordingOf(trx, agentId) : null,
    queueName: queues.find(({ id }) => id === queueId)?.name ?? null,
    joinedAt: events[0]?.at ?? new Date(0).toISOString(),
    waitedMs: typeof waited === "number" ? waited : null,
    answeredAt: answered?.at ?? null,
    choices: callId === null ? [] : [...(await choicesOf(trx, callId))],
    notes: (await notesOf(trx, contactId)).map(({ at, ...note }) => ({ ...note, at: at.toISOString() })),
    earlier: earlier.map(({ at, ...one }) => ({ ...one, at: at.toISOString() })),
    story: { contactId, timeZone, queues: [...queues], agents: [...agents], events: [...told] },
  };
}

/** The recording state of an agent's current call; null while the agent talks with no caller. */
async function recordingOf(trx: DatabaseTransaction, agentId: string) {
  const talk = await ownTalk(trx, agentId);
  return talk === undefined || talk.callId === null ? null : recordingStand(await recordingFacts(trx, talk.callId));
}
