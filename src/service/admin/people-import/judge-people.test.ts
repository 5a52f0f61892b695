import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cellOf, textOf } from "./cell-text.ts";
import { readGraded, writeGraded } from "./graded-names.ts";
import { PEOPLE_ROWS_MAX } from "./import-limits.shared.ts";
import { judgePeople } from "./judge-people.ts";
import { parsePeopleRows } from "./parse-people-rows.ts";
import type { KnownAgent, PeopleFacts } from "./people-facts.ts";
import { peopleHeading, peopleRows } from "./people-rows.ts";

const HEADING = ["email", "role", "name", "language", "extension", "queues", "skills"];
const agent = (over: Partial<KnownAgent>): KnownAgent => ({
  id: "a1",
  version: 3,
  name: "Rina",
  emailKey: "rina@pusat.id",
  personId: "p1",
  phoneId: "f1",
  extension: "201",
  queues: [{ queueId: "q1", tier: 1 }],
  skills: { inggris: 3 },
  ...over,
});

const FACTS: PeopleFacts = {
  members: [
    { personId: "p0", email: "Ibu@pusat.id", name: "Ibu", role: "operator-administrator", locale: "id" },
    { personId: "p1", email: "rina@pusat.id", name: "Rina Account", role: "operator-agent", locale: "en" },
    { personId: "p2", email: "bare@pusat.id", name: "Bare", role: "operator-agent", locale: "id" },
  ],
  invitations: [{ email: "nanti@pusat.id", role: "operator-agent", locale: "en" }],
  agents: [
    agent({}),
    agent({ id: "a2", name: "Nanti", emailKey: "nanti@pusat.id", personId: null, extension: "202", queues: [] }),
    agent({ id: "a3", name: "Budi", emailKey: null, personId: null, extension: null, queues: [], skills: {} }),
    agent({ id: "a4", name: "Sari", emailKey: null, personId: null, extension: "203", queues: [], skills: {} }),
    agent({ id: "a5", name: "Sari", emailKey: null, personId: null, extension: "204", queues: [], skills: {} }),
  ],
  phones: ["201", "202", "203", "204", "299"].map((extension) => ({ id: `f${extension}`, extension })),
  queues: [
    { id: "q1", name: "Penjualan" },
    { id: "q2", name: "Keluhan | 24:7" },
  ],
  codes: new Set(["14045"]),
  emergency: new Set(["112"]),
  room: { agents: 10, phones: 10, invitations: 10 },
};

const judge = (rows: readonly (readonly string[])[], facts = FACTS) =>
  judgePeople(parsePeopleRows([HEADING, ...rows]), facts);
const row = (cells: Partial<Record<(typeof HEADING)[number], string>>) => HEADING.map((name) => cells[name] ?? "");
const faultsOf = (rows: readonly (readonly string[])[], facts = FACTS) =>
  judge(rows, facts).map(({ faults }) => faults.map(({ column, code }) => `${column}: ${code}`));
const changesOf = (rows: readonly (readonly string[])[]) =>
  judge(rows).map(({ standing, changes }) => [standing, ...changes.map(({ what }) => what)].join(" "));

describe("a sheet of people", () => {
  it("that was written from the call centre changes nothing when it is read again, in either language", () => {
    for (const language of ["id", "en"] as const) {
      const sheet = parsePeopleRows([peopleHeading(language), ...peopleRows(FACTS, language)]);
      expect(sheet.fileFaults).toEqual([]);
      const verdicts = judgePeople(sheet, FACTS);
      expect(verdicts).toHaveLength(7);
      expect(new Set(verdicts.map(({ standing }) => standing))).toEqual(new Set(["unchanged"]));
    }
  });

  it("invites strangers, adds agents and phones, and says so of each line", () => {
    const rows = [
      row({ email: "baru@pusat.id", role: "Agen", name: "Baru", extension: "301", queues: "penjualan:2" }),
      row({ email: "kepala@pusat.id", role: "supervisor", language: "English" }),
      row({ role: "agent", name: "Meja", extension: "299" }),
    ];
    expect(changesOf(rows)).toEqual([
      "new invited agent-added phone-added extension queues",
      "new invited",
      "new agent-added extension",
    ]);
    expect(judge(rows)[0]?.agent).toMatchObject({ awaitedEmailKey: "baru@pusat.id", personId: null, newPhone: "301" });
    expect(judge(rows)[1]?.invitation).toEqual({ email: "kepala@pusat.id", role: "operator-supervisor", locale: "en" });
  });

  it("changes what stands in it, empties by an empty cell, and leaves alone what it has no column for", () => {
    const rina = { email: "RINA@pusat.id", role: "agent", name: "Rina Lestari", extension: "201", skills: "inggris:4" };
    expect(changesOf([row(rina)])).toEqual(["changed name queues skills"]);
    const narrow = parsePeopleRows([
      ["surel", "peran", "nama"],
      ["rina@pusat.id", "agen", "Rina"],
    ]);
    expect(judgePeople(narrow, FACTS)[0]?.standing).toBe("unchanged");
  });

  it("gives an account to the agent of the name who has none, and asks for the extension where two share it", () => {
    expect(changesOf([row({ email: "budi@pusat.id", role: "agent", name: "budi" })])).toEqual([
      "changed invited name account",
    ]);
    const sari = { email: "sari@pusat.id", role: "agent", name: "Sari" };
    expect(faultsOf([row(sari)])).toEqual([["name: agent-unclear"]]);
    expect(judge([row({ ...sari, extension: "204" })])[0]?.agent?.id).toBe("a5");
  });

  it("lets two agents change phones with one another, and refuses a phone that another agent keeps", () => {
    const rina = { email: "rina@pusat.id", role: "agent", name: "Rina", queues: "Penjualan", skills: "inggris:3" };
    const nanti = { email: "nanti@pusat.id", role: "agent", name: "Nanti", skills: "inggris:3" };
    expect(changesOf([row({ ...rina, extension: "202" }), row({ ...nanti, extension: "201" })])).toEqual([
      "changed extension",
      "changed extension",
    ]);
    expect(faultsOf([row({ ...rina, extension: "202" })])).toEqual([["extension: extension-of-another"]]);
    const both = [
      row({ email: "x@pusat.id", role: "agent", name: "X", extension: "310" }),
      row({ email: "y@pusat.id", role: "agent", name: "Y", extension: "310" }),
    ];
    expect(faultsOf(both)).toEqual([["extension: extension-of-another"], ["extension: extension-of-another"]]);
  });

  it("names each fault at its line and column", () => {
    const rows = [
      row({ email: "bukan surel", role: "raja" }),
      row({ email: "rina@pusat.id", role: "agent", name: "" }),
      row({ role: "penyelia", extension: "301" }),
      row({ email: "a@pusat.id", role: "agent", name: "A", extension: "112", queues: "Tidak ada:9", skills: "x:11" }),
      row({ email: "A@pusat.id", role: "agen", name: "A", language: "jawa", extension: "14045" }),
      row({ email: "b@pusat.id", role: "agent", name: "B\u0007", skills: "x\ud800:1" }),
      row({ email: "c@pusat.id", role: "agent", name: "C", extension: "0123", queues: "Penjualan | penjualan:2" }),
    ];
    expect(faultsOf(rows)).toEqual([
      ["role: role-unknown", "email: email-form"],
      ["name: name-missing"],
      ["email: email-missing", "extension: only-for-agents"],
      ["extension: extension-emergency", "queues: queue-unknown", "queues: queue-tier", "skills: skill-level"],
      ["language: language-unknown", "email: row-twice", "extension: extension-is-code"],
      ["name: cell-unreadable", "skills: cell-unreadable"],
      ["extension: extension-form", "queues: queue-twice"],
    ]);
  });

  it("refuses lines from the one on for which there is no room", () => {
    const rows = [1, 2].map((nth) => row({ email: `n${nth}@pusat.id`, role: "agent", name: `N${nth}`, extension: "" }));
    const none = { agents: 10, phones: 10, invitations: 1 };
    expect(faultsOf(rows, { ...FACTS, room: none })).toEqual([[], ["email: invitations-full"]]);
    expect(faultsOf(rows, { ...FACTS, room: { ...none, agents: 1, invitations: 9 } })).toEqual([
      [],
      ["null: agents-full"],
    ]);
  });

  it("is read with its heading in any order below a title, and not with a wrong one", () => {
    const codes = (rows: readonly (readonly string[])[]) => parsePeopleRows(rows).fileFaults.map(({ code }) => code);
    expect(codes([["Daftar orang"], [], ["nama", "peran", "surel"], ["A", "agen", "a@b.id"]])).toEqual([]);
    expect(
      codes([
        ["nama", "peran"],
        ["A", "agen"],
      ]),
    ).toEqual(["column-missing"]);
    expect(codes([["email", "role", "name", "name", "salary"], ["a"]])).toEqual(["column-twice", "column-unknown"]);
    expect(codes([["", ""]])).toEqual(["file-empty"]);
    expect(codes([HEADING])).toEqual(["file-empty"]);
    expect(codes([["x", "y"]])).toEqual(["heading-missing"]);
    const many = Array.from({ length: PEOPLE_ROWS_MAX + 1 }, () => row({ email: "a@b.id" }));
    expect(codes([HEADING, ...many])).toEqual(["rows-too-many"]);
  });
});

describe("a cell", () => {
  const name = fc
    .string({ minLength: 1, maxLength: 20, unit: fc.constantFrom(..."ab|:\\ 12='".split("")) })
    .filter((text) => text.trim() === text && text !== "");

  it("of names with grades is read as it was written", () => {
    fc.assert(
      fc.property(fc.array(fc.record({ name, grade: fc.integer({ min: 1, max: 10 }) }), { maxLength: 6 }), (names) => {
        expect(readGraded(writeGraded(names), 1)).toEqual(names);
      }),
    );
  });

  it("keeps a text that looks like a formula, through the writer that makes it harmless", () => {
    const written = (text: string) => {
      const cell = cellOf(text);
      return /^[=+\-@]/u.test(cell) ? `'${cell}` : cell;
    };
    for (const text of ["=1+1", "'=1", "''-2", "'Ani", "@rina", "+62", "biasa"])
      expect(textOf(written(text))).toBe(text);
  });
});
