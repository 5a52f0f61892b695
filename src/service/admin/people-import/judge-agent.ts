import { QUEUES_PER_AGENT_MAX, SKILL_LEVEL_MAX, SKILLS_PER_AGENT_MAX, STAGES_MAX } from "../../acd/queues/index.ts";
import { extensionFault } from "../../telephony/phones/index.ts";
import { readGraded, writeGraded } from "./graded-names.ts";
import type { PeopleLine } from "./parse-people-rows.ts";
import type { PeopleColumn } from "./people-columns.ts";
import type { KnownAgent, PeopleFacts, PeopleIndex } from "./people-facts.ts";
import { type PeopleFault, type PeopleFaultCode, shortened } from "./people-fault.ts";
import type { AgentWork, PeopleChange } from "./people-verdict.ts";

type CellFault = Omit<PeopleFault, "line">;

/** The planned agent of a line, with its faults. */
export interface JudgedAgent {
  readonly work: AgentWork;
  readonly changes: readonly PeopleChange[];
  readonly faults: readonly CellFault[];
}

/** The context of an agent's line. */
export interface AgentFacts {
  readonly facts: PeopleFacts;
  readonly index: PeopleIndex;
  /** Undefined for a new agent. */
  readonly before: KnownAgent | undefined;
  /** The account of the agent, or the address of an open invitation; both null for an agent without an account. */
  readonly account: { readonly personId: string | null; readonly awaitedEmailKey: string | null };
}

const NAME_MAX = 80;
const SKILL_NAME_MAX = 40;
/** The maximum length of all skill names of an agent together; their storage has a limit in bytes. */
const SKILL_NAMES_MAX = 1_500;

/** Evaluates the agent of a line. A missing column does not change its value; an empty cell clears it. */
export function judgeAgent({ texts }: PeopleLine, { facts, index, before, account }: AgentFacts): JudgedAgent {
  const name = texts.name ?? "";
  const extension = texts.extension === undefined ? (before?.extension ?? null) : texts.extension || null;
  const queues = queuesOf(texts.queues, index, before);
  const skills = skillsOf(texts.skills, before);
  const newPhone = extension === null || index.extensions.has(extension) ? null : extension;
  const work: AgentWork = {
    id: before?.id ?? null,
    expectedVersion: before?.version ?? 1,
    name,
    extension,
    newPhone,
    ...account,
    queues: queues.value,
    skills: skills.value,
  };
  const faults = [...nameFaults(name), ...extensionFaults(newPhone, facts), ...queues.faults, ...skills.faults];
  return { work, changes: changesOf(work, before, index), faults };
}

function nameFaults(name: string): readonly CellFault[] {
  if (name === "") return [{ column: "name", code: "name-missing", found: "" }];
  return name.length > NAME_MAX ? [{ column: "name", code: "cell-too-long", found: shortened(name) }] : [];
}

const EXTENSION_CODES: Readonly<Record<string, PeopleFaultCode>> = {
  "phone-extension-form": "extension-form",
  "phone-extension-emergency": "extension-emergency",
  "phone-extension-is-code": "extension-is-code",
};

function extensionFaults(newPhone: string | null, { emergency, codes }: PeopleFacts): readonly CellFault[] {
  if (newPhone === null) return [];
  const fault = extensionFault(newPhone, { emergency, isCode: codes.has(newPhone) });
  const code = fault === undefined ? undefined : (EXTENSION_CODES[fault] ?? "extension-form");
  return code === undefined ? [] : [{ column: "extension", code, found: shortened(newPhone) }];
}

interface Read<Value> {
  readonly value: Value;
  readonly faults: readonly CellFault[];
}

interface GradeCodes {
  readonly column: PeopleColumn;
  readonly twice: PeopleFaultCode;
  readonly grade: PeopleFaultCode;
  readonly tooMany: PeopleFaultCode;
  readonly gradeMax: number;
  readonly countMax: number;
}

/** The faults of graded names of any kind. */
function gradeFaults(names: ReturnType<typeof readGraded>, codes: GradeCodes): readonly CellFault[] {
  const { column } = codes;
  const seen = new Set<string>();
  const faults = names.flatMap(({ name, grade }): readonly CellFault[] => {
    const key = column === "queues" ? name.toLowerCase() : name;
    const isTwice = seen.has(key);
    seen.add(key);
    if (isTwice) return [{ column, code: codes.twice, found: shortened(name) }];
    const isGrade = grade >= 1 && grade <= codes.gradeMax;
    return isGrade ? [] : [{ column, code: codes.grade, found: shortened(`${name}:${grade}`) }];
  });
  const tooMany = { column, code: codes.tooMany, found: String(names.length) };
  return names.length > codes.countMax ? [tooMany, ...faults] : faults;
}

function queuesOf(
  cell: string | undefined,
  { queueAt }: PeopleIndex,
  before: KnownAgent | undefined,
): Read<AgentWork["queues"]> {
  if (cell === undefined) return { value: before?.queues ?? [], faults: [] };
  const names = readGraded(cell, 1);
  const found = names.map(({ name, grade: tier }) => ({ name, tier, queueId: queueAt(name) }));
  const codes = { twice: "queue-twice", grade: "queue-tier", tooMany: "queues-too-many" } as const;
  const limits = { gradeMax: STAGES_MAX, countMax: QUEUES_PER_AGENT_MAX };
  const unknown = found.filter((one) => one.queueId === undefined);
  return {
    value: found.flatMap(({ queueId: id, tier }) => (id === undefined ? [] : [{ queueId: id, tier }])),
    faults: [
      ...unknown.map(({ name }) => ({
        column: "queues" as const,
        code: "queue-unknown" as const,
        found: shortened(name),
      })),
      ...gradeFaults(names, { column: "queues", ...codes, ...limits }),
    ],
  };
}

function skillsOf(cell: string | undefined, before: KnownAgent | undefined): Read<AgentWork["skills"]> {
  if (cell === undefined) return { value: before?.skills ?? {}, faults: [] };
  const names = readGraded(cell, 1);
  const codes = { twice: "skill-twice", grade: "skill-level", tooMany: "skills-too-many" } as const;
  const limits = { gradeMax: SKILL_LEVEL_MAX, countMax: SKILLS_PER_AGENT_MAX };
  const long = names.filter(({ name }) => name.length > SKILL_NAME_MAX || name === "__proto__");
  const together = names.reduce((sum, { name }) => sum + name.length, 0);
  const tooLong = { column: "skills", code: "skills-too-many", found: String(names.length) } as const;
  return {
    value: Object.fromEntries(names.map(({ name, grade }) => [name, grade])),
    faults: [
      ...(together > SKILL_NAMES_MAX ? [tooLong] : []),
      ...long.map(({ name }) => ({ column: "skills" as const, code: "skill-name" as const, found: shortened(name) })),
      ...gradeFaults(names, { column: "skills", ...codes, ...limits }),
    ],
  };
}

/** The queues of an agent in a cell: by tier, then by name. */
export function queuesCell(queues: AgentWork["queues"], names: PeopleIndex["queueNames"]): string {
  const graded = queues.map(({ queueId: id, tier }) => ({ name: names.get(id) ?? "", grade: tier }));
  return writeGraded(graded.toSorted((left, right) => left.grade - right.grade || compare(left.name, right.name)));
}

/** The skills of an agent in a cell, by name. */
export function skillsCell(skills: AgentWork["skills"]): string {
  const graded = Object.entries(skills).map(([name, grade]) => ({ name, grade }));
  return writeGraded(graded.toSorted((left, right) => compare(left.name, right.name)));
}

const compare = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);

function changesOf(
  work: AgentWork,
  before: KnownAgent | undefined,
  { queueNames }: PeopleIndex,
): readonly PeopleChange[] {
  const change = (what: PeopleChange["what"], from: string, to: string): readonly PeopleChange[] =>
    from === to ? [] : [{ what, from, to }];
  const added = before === undefined ? change("agent-added", "", work.name) : change("name", before.name, work.name);
  const isTied =
    before === undefined ||
    (work.personId === before.personId && (work.personId !== null || work.awaitedEmailKey === before.emailKey));
  return [
    ...added,
    ...(isTied ? [] : [{ what: "account", from: "", to: "" } as const]),
    ...change("phone-added", "", work.newPhone ?? ""),
    ...change("extension", before?.extension ?? "", work.extension ?? ""),
    ...change("queues", queuesCell(before?.queues ?? [], queueNames), queuesCell(work.queues, queueNames)),
    ...change("skills", skillsCell(before?.skills ?? {}), skillsCell(work.skills)),
  ];
}
