import { cellOf } from "./cell-text.ts";
import { queuesCell, skillsCell } from "./judge-agent.ts";
import { IMPORT_ROLES, type ImportRole, PEOPLE_COLUMNS, ROLE_WORDS } from "./people-columns.ts";
import { addressKey, indexPeople, type KnownAgent, type PeopleFacts, type PeopleIndex } from "./people-facts.ts";

type Language = "id" | "en";

/** The heading of a spreadsheet of people. */
export function peopleHeading(language: Language): readonly string[] {
  return PEOPLE_COLUMNS.map(({ heading }) => heading[language]);
}

interface Somebody {
  readonly email: string;
  readonly role: ImportRole;
  readonly name: string;
  readonly locale: Language | null;
  readonly agent: KnownAgent | undefined;
}

/** The people of a call centre as rows, so that importing them again changes nothing: members, open invitations, and agents without an account. */
export function peopleRows(facts: PeopleFacts, language: Language): readonly (readonly string[])[] {
  const index = indexPeople(facts);
  const byAddress = new Map(facts.agents.flatMap((one) => (one.emailKey === null ? [] : [[one.emailKey, one]])));
  const agentOf = (email: string, role: ImportRole) =>
    role === "operator-agent" ? byAddress.get(addressKey(email)) : undefined;
  const members = facts.members.map((one): Somebody => ({ ...one, agent: agentOf(one.email, one.role) }));
  const invited = facts.invitations
    .filter((one) => index.memberAt(one.email, one.role) === undefined)
    .map((one): Somebody => ({ ...one, name: "", agent: agentOf(one.email, one.role) }));
  const nameless = facts.agents
    .filter(({ emailKey }) => emailKey === null)
    .map((agent): Somebody => ({ email: "", role: "operator-agent", name: agent.name, locale: null, agent }));
  const people = [...members, ...invited, ...nameless];
  return IMPORT_ROLES.flatMap((role) => people.filter((one) => one.role === role)).map((one) =>
    rowOf(one, { index, language }),
  );
}

function rowOf(
  { email, role, name, locale, agent }: Somebody,
  { index, language }: { readonly index: PeopleIndex; readonly language: Language },
): readonly string[] {
  const cells = {
    email,
    role: ROLE_WORDS[role][language][0] ?? role,
    name: agent?.name ?? name,
    language: locale ?? "",
    extension: agent?.extension ?? "",
    queues: agent === undefined ? "" : queuesCell(agent.queues, index.queueNames),
    skills: agent === undefined ? "" : skillsCell(agent.skills),
  };
  return PEOPLE_COLUMNS.map(({ id }) => cellOf(cells[id]));
}

/** The rows of a template: the people are invented, and the queues are those of the call centre if it has some. */
export function exampleRows(facts: PeopleFacts, language: Language): readonly (readonly string[])[] {
  const { queueNames } = indexPeople(facts);
  const queues = facts.queues.slice(0, 2).map(({ id }, index) => ({ queueId: id, tier: index + 1 }));
  const word = (role: ImportRole) => ROLE_WORDS[role][language][0] ?? role;
  const skill = language === "id" ? "Inggris:3" : "English:3";
  return [
    ["rina@contoh.co.id", word("operator-agent"), "Rina Lestari", "id", "201", queuesCell(queues, queueNames), skill],
    ["budi@contoh.co.id", word("operator-supervisor"), "Budi Santoso", "en", "", "", ""],
  ].map((row) => row.map(cellOf));
}
