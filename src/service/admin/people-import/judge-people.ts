import { z } from "zod";
import { judgeAgent } from "./judge-agent.ts";
import { type AgentMatch, matchAgents } from "./match-agents.ts";
import type { ParsedPeople, PeopleLine } from "./parse-people-rows.ts";
import { type ImportRole, languageOf, type PeopleColumn, roleOf } from "./people-columns.ts";
import { addressKey, indexPeople, type PeopleFacts, type PeopleIndex } from "./people-facts.ts";
import { type PeopleFault, type PeopleFaultCode, shortened } from "./people-fault.ts";
import type { InvitationWork, PeopleChange, PeopleVerdict } from "./people-verdict.ts";

const EMAIL_MAX = 254;
const address = z.email().max(EMAIL_MAX);

/** Evaluates every line of a spreadsheet. A person who is left out of it is not removed. */
export function judgePeople(sheet: ParsedPeople, facts: PeopleFacts): readonly PeopleVerdict[] {
  const agentLines = sheet.lines.filter(({ texts }) => roleOf(texts.role ?? "") === "operator-agent");
  const matches = matchAgents(agentLines, facts.agents);
  const twice = linesTwice(sheet.lines);
  const cellFaults = Map.groupBy(sheet.cellFaults, ({ line }) => line);
  const index = indexPeople(facts);
  const judged = sheet.lines.map((line) => {
    const unread = cellFaults.get(line.line);
    // An unreadable cell has no text to evaluate.
    if (unread !== undefined) return refused(line, unread);
    return judgeLine(line, { facts, index, match: matches.get(line.line) ?? "new", first: twice.get(line.line) });
  });
  return withinRoom(withoutSharedPhones(judged, facts), facts);
}

/** Lines about a person of an earlier line, each with that line. */
function linesTwice(lines: readonly PeopleLine[]): ReadonlyMap<number, number> {
  const firsts = new Map<string, number>();
  const twice = new Map<number, number>();
  for (const { line, texts } of lines) {
    const email = addressKey(texts.email ?? "");
    if (email === "") continue;
    const key = `${email} ${roleOf(texts.role ?? "") ?? ""}`;
    const first = firsts.get(key);
    if (first === undefined) firsts.set(key, line);
    else twice.set(line, first);
  }
  return twice;
}

interface LineFacts {
  readonly facts: PeopleFacts;
  readonly index: PeopleIndex;
  readonly match: AgentMatch;
  /** The earlier line about the same person and role. */
  readonly first: number | undefined;
}

function judgeLine(line: PeopleLine, { facts, index, match, first }: LineFacts): PeopleVerdict {
  const { texts } = line;
  const { email = "", name = "" } = texts;
  const role = roleOf(texts.role ?? "");
  const member = role === null ? undefined : index.memberAt(email, role);
  const invited = role === null ? undefined : index.invitationAt(email, role);
  const isOffered = role === null || email === "" || member !== undefined || invited !== undefined;
  const invitation = isOffered ? null : { email, role, locale: languageOf(texts.language ?? "") };
  const before = typeof match === "string" ? undefined : match;
  const isBare = match === "new" && invitation === null && email !== "" && saysNothing(texts);
  const awaitedEmailKey = email === "" || member !== undefined ? null : addressKey(email);
  const account = { personId: member?.personId ?? null, awaitedEmailKey };
  const isAgent = role === "operator-agent";
  const agent = isAgent && !isBare ? judgeAgent(line, { facts, index, before, account }) : null;
  const isUnclear = isAgent && match === "unclear";
  const faults: readonly Omit<PeopleFault, "line">[] = [
    ...whoFaults(texts, role),
    ...(first === undefined ? [] : [{ column: "email", code: "row-twice", found: String(first) } as const]),
    ...(isUnclear ? [{ column: "name", code: "agent-unclear", found: shortened(name) } as const] : []),
    ...(isAgent ? (agent?.faults ?? []) : otherRoleFaults(texts, role)),
  ];
  if (faults.length > 0) return refused(line, withLine(line.line, faults));
  const changes = [...invitationChanges(invitation, email), ...(agent?.changes ?? [])];
  const isNew = isNewAgent(agent) || (invitation !== null && before === undefined);
  const standing = changes.length === 0 ? "unchanged" : isNew ? "new" : "changed";
  const work = agent !== null && agent.changes.length > 0 ? agent.work : null;
  return { line: line.line, email, role, name, standing, changes, faults: [], invitation, agent: work };
}

/** Whether a line has no data of an agent: a member or invitee with the agent role and without an agent then stays so. */
function saysNothing({ extension = "", queues = "", skills = "" }: PeopleLine["texts"]): boolean {
  return extension === "" && queues === "" && skills === "";
}

const isNewAgent = (agent: ReturnType<typeof judgeAgent> | null): boolean => agent !== null && agent.work.id === null;

function withLine(line: number, faults: readonly Omit<PeopleFault, "line">[]): readonly PeopleFault[] {
  return faults.map((fault) => ({ ...fault, line }));
}

function refused({ line, texts }: PeopleLine, faults: readonly PeopleFault[]): PeopleVerdict {
  const shown = { email: shortened(texts.email ?? ""), name: shortened(texts.name ?? "") };
  const role = roleOf(texts.role ?? "");
  return { ...shown, line, role, standing: "refused", changes: [], faults, invitation: null, agent: null };
}

function whoFaults(texts: PeopleLine["texts"], role: ImportRole | null): readonly Omit<PeopleFault, "line">[] {
  const { email = "", language = "" } = texts;
  const fault = (column: PeopleColumn, code: PeopleFaultCode, found: string) => ({
    column,
    code,
    found: shortened(found),
  });
  const isNeeded = role !== "operator-agent";
  return [
    ...(role === null ? [fault("role", "role-unknown", texts.role ?? "")] : []),
    ...(email === "" && isNeeded ? [fault("email", "email-missing", "")] : []),
    ...(email !== "" && !address.safeParse(email).success ? [fault("email", "email-form", email)] : []),
    ...(language !== "" && languageOf(language) === null ? [fault("language", "language-unknown", language)] : []),
  ];
}

/** Extensions, queues and skills are for agents only. */
function otherRoleFaults(texts: PeopleLine["texts"], role: ImportRole | null): readonly Omit<PeopleFault, "line">[] {
  if (role === null) return [];
  return (["extension", "queues", "skills"] as const).flatMap((column) => {
    const found = texts[column] ?? "";
    return found === "" ? [] : [{ column, code: "only-for-agents" as const, found: shortened(found) }];
  });
}

function invitationChanges(invitation: InvitationWork | null, email: string): readonly PeopleChange[] {
  if (invitation === null) return [];
  return [{ what: "invited", from: "", to: email }];
}

/** Refuses agents who would get a phone that another agent has after the import; agents who already share one may keep it. */
function withoutSharedPhones(verdicts: readonly PeopleVerdict[], facts: PeopleFacts): readonly PeopleVerdict[] {
  const written = new Map(verdicts.flatMap(({ agent }) => (agent?.id == null ? [] : [[agent.id, agent]])));
  const holders = new Map<string, string[]>();
  const hold = (extension: string | null, who: string) => {
    if (extension !== null) holders.set(extension, [...(holders.get(extension) ?? []), who]);
  };
  for (const agent of facts.agents) if (!written.has(agent.id)) hold(agent.extension, agent.name);
  for (const { agent } of verdicts) if (agent !== null) hold(agent.extension, agent.name);
  return verdicts.map((verdict) => {
    const extension = verdict.agent?.extension ?? null;
    const isTaken = verdict.changes.some(({ what }) => what === "extension") && extension !== null;
    if (!isTaken || (holders.get(extension)?.length ?? 0) < 2) return verdict;
    return refusedFor(verdict, { column: "extension", code: "extension-of-another", found: extension });
  });
}

function refusedFor(verdict: PeopleVerdict, fault: Omit<PeopleFault, "line">): PeopleVerdict {
  const faults = [...verdict.faults, { ...fault, line: verdict.line }];
  return { ...verdict, standing: "refused", faults, changes: [], invitation: null, agent: null };
}

/** Refuses lines from the first one above a limit on. */
function withinRoom(verdicts: readonly PeopleVerdict[], { room }: PeopleFacts): readonly PeopleVerdict[] {
  const used = { agents: 0, phones: 0, invitations: 0 };
  return verdicts.map((verdict) => {
    const { agent, invitation } = verdict;
    if (agent?.id === null) used.agents += 1;
    if (agent !== null && agent.newPhone !== null) used.phones += 1;
    if (invitation !== null) used.invitations += 1;
    if (agent?.id === null && used.agents > room.agents)
      return refusedFor(verdict, { column: null, code: "agents-full", found: String(room.agents) });
    if (agent !== null && agent.newPhone !== null && used.phones > room.phones)
      return refusedFor(verdict, { column: "extension", code: "phones-full", found: String(room.phones) });
    if (invitation !== null && used.invitations > room.invitations)
      return refusedFor(verdict, { column: "email", code: "invitations-full", found: String(room.invitations) });
    return verdict;
  });
}
