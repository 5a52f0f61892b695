import { ok, type Result, refuse } from "../../../kernel/index.ts";
import { recordAudit } from "../../../platform/audit/index.ts";
import { tenantCommand } from "../../../platform/commands/index.ts";
import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { type ActedFact, actedEntry, type RequestContext } from "../../tenancy/tenants/index.ts";
import {
  assignmentFault,
  commitEvents,
  customerNumberOf,
  type OpenedTicket,
  readTicketTimeline,
  termsNow,
} from "./commit-ticket.effects.ts";
import type { TicketChange, TicketForm } from "./contract.ts";
import { decideTicket, type TicketCommand } from "./decide-ticket.ts";
import { notifyCustomer } from "./notify-customer.effects.ts";
import {
  addTicketEvents,
  calendarsOf,
  findTicketRow,
  insertTicket,
  isCommandApplied,
  linkContact,
  lockTicket,
} from "./ticket.store.ts";
import { spokenNumber } from "./ticket-number.shared.ts";
import type { TicketRefusal } from "./ticket-refusal.ts";
import { newCode, newPage } from "./ticket-secrets.effects.ts";
import { holdNumbers, takeNumber, ticketSetting } from "./ticket-setting.store.ts";
import { computeTicketStatus, ruleOf } from "./ticket-status.effects.ts";
import { foldTicket, type TicketEventBody } from "./ticket-timeline.ts";

type Acted = "opened" | "moved" | "noted" | "assigned" | "changed" | "linked" | "recoded" | "replied" | "closed";

const fact = (what: Acted, subjectId: string, detail: ActedFact["detail"] = {}): ActedFact => ({
  action: `ticket.${what}`,
  subjectKind: "ticket",
  subjectId,
  detail,
});

/** A created ticket. */
export interface CreatedTicket {
  readonly id: string;
  readonly number: string;
  readonly code: string;
  readonly page: string;
}

/** Opens a ticket, from a contact if one is given; a repeated request with the same id returns the same ticket. */
export async function openTicket(
  kit: Kit,
  requestContext: RequestContext,
  form: TicketForm & { readonly contactId: string | null },
): Promise<Result<CreatedTicket, TicketRefusal>> {
  return tenantCommand(kit, requestContext, {}, ({ trx }) => openTicketIn(trx, kit, { requestContext, form }));
}

type Opening = {
  readonly requestContext: RequestContext;
  readonly form: TicketForm & { readonly contactId: string | null };
};

/** Opens a ticket in the caller's transaction, which a refusal must roll back so that no ticket number is lost. */
export async function openTicketIn(
  trx: DatabaseTransaction,
  kit: Kit,
  { requestContext, form }: Opening,
): Promise<Result<CreatedTicket, TicketRefusal>> {
  const { tenantId, personId } = requestContext;
  const { id, contactId, assigneeId, queueId, categoryId, priority, customerEmail } = form;
  const setting = await ticketSetting(trx, { tenantId, page: newPage() });
  await holdNumbers(trx);
  const known = await findTicketRow(trx, id);
  if (known !== undefined) return ok({ id, number: spokenNumber(known.number), code: known.code, page: setting.page });
  const nowMs = kit.clock.nowMs();
  const at = new Date(nowMs);
  const customerNumber = customerNumberOf(form.customerNumber);
  if (customerNumber === undefined) return refuse("ticket-number-unfit");
  if (customerEmail !== null && !form.hasConsent) return refuse("ticket-consent-missing");
  const terms = await termsNow(trx, kit, form);
  if (terms === undefined) return refuse("no-such-category");
  const fault = await assignmentFault(trx, { tenantId, assigneeId, queueId, at });
  if (fault !== undefined) return refuse(fault);
  const bodies: readonly TicketEventBody[] = [
    { kind: "opened", categoryId, priority, terms },
    ...(assigneeId === null && queueId === null ? [] : [{ kind: "assigned", assigneeId, queueId } as const]),
    ...(contactId === null ? [] : [{ kind: "linked", contactId } as const]),
  ];
  const timeline = foldTicket(bodies.map((body) => ({ atMs: nowMs, body })));
  const status = computeTicketStatus(
    timeline,
    { rule: ruleOf(setting), told: [], nowMs },
    await calendarsOf(trx, [terms]),
  );
  const [number, code] = [await takeNumber(trx), newCode()];
  const { subject, description, customerName, locale } = form;
  const consent =
    customerEmail === null ? { consentAt: null, consentBy: null } : { consentAt: at, consentBy: personId };
  const isMade = await insertTicket(trx, {
    id,
    tenantId,
    number,
    code,
    categoryId,
    priority,
    subject,
    description,
    customerNumber,
    customerName,
    customerEmail,
    ...consent,
    locale,
    assigneeId,
    queueId,
    openedBy: personId,
    openedAt: at,
    ...status,
  });
  if (!isMade) return refuse("ticket-id-taken");
  await addTicketEvents(
    trx,
    bodies.map((body, nth) => ({
      ticketId: id,
      tenantId,
      number: nth + 1,
      body,
      at,
      byPerson: personId,
      wishId: kit.ids.next(),
    })),
  );
  if (contactId !== null)
    await linkContact(trx, { ticketId: id, contactId, tenantId, linkedAt: at, linkedBy: personId });
  const ticket = { id, tenantId, number, code, customerName, customerEmail, locale };
  await notifyCustomer(trx, kit, { ticket, page: setting.page, what: "opened", event: 1 });
  await recordAudit(trx, kit, actedEntry(requestContext, fact("opened", id, { number })));
  return ok({ id, number: spokenNumber(number), code, page: setting.page });
}

/** A command by a member of the call centre. */
export interface TicketCommandRequest {
  readonly id: string;
  readonly wishId: string;
  /** The version that was read; null for a note. */
  readonly expectedVersion: number | null;
  readonly command: TicketCommand;
}

const ACTIONS: Readonly<Record<TicketCommand["act"], Acted>> = {
  move: "moved",
  note: "noted",
  assign: "assigned",
  change: "changed",
  link: "linked",
  recode: "recoded",
  reply: "replied",
  unsolved: "replied",
  close: "closed",
};

type Done = Result<{ readonly version: number }, TicketRefusal>;

/** Executes a command over the version that was read; a repeated command is applied once. */
export async function actOnTicket(
  kit: Kit,
  requestContext: RequestContext,
  request: TicketCommandRequest,
): Promise<Done> {
  const { tenantId } = requestContext;
  return tenantCommand(kit, requestContext, {}, async ({ trx, at }) => {
    const row = await lockTicket(trx, request.id);
    if (row === undefined) return refuse("no-such-ticket");
    const { command } = request;
    if (command.act === "assign") {
      const fault = await assignmentFault(trx, { ...command, tenantId, at });
      if (fault !== undefined) return refuse(fault);
    }
    return act(trx, kit, { requestContext, wish: request, opened: await readTicketTimeline(trx, row) });
  });
}

interface Act {
  readonly requestContext: RequestContext;
  readonly wish: TicketCommandRequest;
  readonly opened: OpenedTicket;
  readonly change?: Parameters<typeof commitEvents>[2]["change"];
}

async function act(trx: DatabaseTransaction, kit: Kit, { requestContext, wish, opened, change }: Act): Promise<Done> {
  const { tenantId, personId } = requestContext;
  const { row, story } = opened;
  const { id, wishId, expectedVersion, command } = wish;
  if (await isCommandApplied(trx, { ticketId: id, wishId })) return ok({ version: row.version });
  if (expectedVersion !== null && expectedVersion !== row.version) return refuse("ticket-stale");
  const decided = decideTicket(story, command, kit.clock.nowMs());
  if (!decided.ok) return decided;
  const setting = await ticketSetting(trx, { tenantId, page: newPage() });
  const after = await commitEvents(trx, kit, {
    ticketId: id,
    tenantId,
    bodies: decided.value,
    wishId,
    byPerson: personId,
    setting,
    change: { ...changeOf(command), ...change },
  });
  const isSaid = decided.value.some((body) => body.kind === "noted" && body.isPublic);
  if (isSaid) {
    const what = after.state === "solved" && command.act === "move" ? "solved" : "news";
    await notifyCustomer(trx, kit, { ticket: row, page: setting.page, what, event: row.version + 1 });
  }
  const detail =
    command.act === "move" ? { to: command.to } : command.act === "note" ? { isPublic: command.isPublic } : {};
  await recordAudit(trx, kit, actedEntry(requestContext, fact(ACTIONS[command.act], id, detail)));
  return ok({ version: after.events });
}

function changeOf(command: TicketCommand) {
  if (command.act === "assign") return { assigneeId: command.assigneeId, queueId: command.queueId };
  return command.act === "recode" ? { code: newCode() } : {};
}

/** Changes the matter, priority or customer; the SLA terms are taken from the current category again. */
export async function changeTicket(
  kit: Kit,
  requestContext: RequestContext,
  { id, ...form }: TicketChange & { readonly id: string },
): Promise<Done> {
  const { personId } = requestContext;
  return tenantCommand(kit, requestContext, {}, async ({ trx, at }) => {
    const row = await lockTicket(trx, id);
    if (row === undefined) return refuse("no-such-ticket");
    const customerNumber = customerNumberOf(form.customerNumber);
    if (customerNumber === undefined) return refuse("ticket-number-unfit");
    const consent = consentOf(row, form, { at, personId });
    if (consent === undefined) return refuse("ticket-consent-missing");
    const { categoryId, priority, subject, description, customerName, customerEmail, locale, expectedVersion } = form;
    const opened = await readTicketTimeline(trx, row);
    // The SLA terms stay when neither category nor priority changes.
    const isSame = row.categoryId === categoryId && row.priority === priority;
    const terms = isSame ? opened.story.terms : await termsNow(trx, kit, form);
    if (terms === undefined) return refuse("no-such-category");
    const command = { act: "change", categoryId, priority, terms } as const;
    const wish = { id, wishId: kit.ids.next(), expectedVersion, command };
    const matter = { categoryId, priority, subject, description, customerNumber, customerName, customerEmail, locale };
    return act(trx, kit, { requestContext, wish, opened, change: { ...matter, ...consent } });
  });
}

/** Who recorded the consent, and when; an unchanged address retains its consent. Undefined for an address without consent. */
function consentOf(
  row: { readonly customerEmail: string | null; readonly consentAt: Date | null; readonly consentBy: string | null },
  { customerEmail, hasConsent }: Pick<TicketChange, "customerEmail" | "hasConsent">,
  { at, personId }: { readonly at: Date; readonly personId: string },
) {
  if (customerEmail === null) return { consentAt: null, consentBy: null };
  if (!hasConsent) return undefined;
  if (row.customerEmail === customerEmail) return { consentAt: row.consentAt, consentBy: row.consentBy };
  return { consentAt: at, consentBy: personId };
}

/** Links a contact of the agent to a ticket. */
export async function linkTicket(
  trx: DatabaseTransaction,
  kit: Kit,
  {
    requestContext,
    ticketId,
    contactId,
    wishId,
  }: Readonly<Record<"ticketId" | "contactId" | "wishId", string>> & { readonly requestContext: RequestContext },
): Promise<Done> {
  const row = await lockTicket(trx, ticketId);
  if (row === undefined) return refuse("no-such-ticket");
  const link = { ticketId, contactId, tenantId: requestContext.tenantId, linkedBy: requestContext.personId };
  if (!(await linkContact(trx, { ...link, linkedAt: new Date(kit.clock.nowMs()) })))
    return ok({ version: row.version });
  const wish = { id: ticketId, wishId, expectedVersion: null, command: { act: "link", contactId } } as const;
  return act(trx, kit, { requestContext, wish, opened: await readTicketTimeline(trx, row) });
}
