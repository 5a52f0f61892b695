import { describe, expect, it } from "vitest";
import { openChance } from "../../../../../testkit/chance.ts";
import { andStep, flowSample, prompt, withStep } from "../../../../../testkit/flow-sample.ts";
import { randomFlow } from "../../../../../testkit/random-flow.ts";
import { runSeed } from "../../../../../testkit/run-seed.ts";
import { openTexts } from "../../../../platform/texts/index.ts";
import { diffFlows, type Flow, type FlowChange } from "../index.ts";

const texts = openTexts();
const inWords = (changes: readonly FlowChange[], locale: "id" | "en" = "id") =>
  changes.map(({ change, field, params }) => {
    const name = field?.split(/[. ]/)[0] ?? "";
    const words = field === null ? "" : texts.text(locale, `flows.fields.${name}`);
    return texts.text(locale, `flows.changes.${change}`, { ...params, field: words });
  });
const changed = (after: Flow, before: Flow = flowSample) => inWords(diffFlows(before, after));
const without = (id: string, flow: Flow): Flow => ({ ...flow, steps: flow.steps.filter((step) => step.id !== id) });

const news = andStep(
  { id: "berita", name: "Berita", kind: "say", phrase: prompt("welcome"), isBargeable: true, next: "menu" },
  withStep("jam", { open: "berita" }),
);

describe("two versions of a flow", () => {
  it("are the same when nothing changed, in whatever order their steps are kept", () => {
    expect(changed(flowSample)).toEqual([]);
    expect(changed({ ...flowSample, steps: [...flowSample.steps].reverse() })).toEqual([]);
  });

  it("differ by a step between two others: one is added, one has moved below it, and nothing is said twice", () => {
    expect(changed(news)).toEqual([
      "Langkah Menu utama pindah dari Jam layanan ke Berita",
      "Langkah Berita ditambahkan",
    ]);
    expect(changed(flowSample, news)).toEqual([
      "Langkah Berita dihapus",
      "Langkah Menu utama pindah dari Berita ke Jam layanan",
    ]);
  });

  it("differ by a way that leads to another step that is there already, or nowhere", () => {
    expect(changed(withStep("pesan", { noMessage: "antre" }))).toEqual([
      "Pesan suara: tanpa pesan kini menuju Antre petugas, sebelumnya Selesai",
    ]);
    expect(changed(withStep("antre", { full: null }))).toEqual([
      "Antre petugas: antrean penuh tidak lagi memiliki langkah berikutnya, sebelumnya Panggilan balik",
    ]);
  });

  it("differ by choices, known by their keys", () => {
    const [first, second, third, fourth] = flowSample.steps.flatMap((step) =>
      step.id === "menu" && step.kind === "menu" ? step.choices : [],
    );
    const after = withStep("menu", {
      choices: [second, { ...first, label: "Info produk" }, { ...third, keys: "5" }, fourth],
    });
    expect(changed(after)).toEqual([
      "Menu utama: pilihan 0 (Petugas) dihapus",
      "Menu utama: pilihan 1 diubah dari Informasi menjadi Info produk",
      "Menu utama: pilihan 5 (Petugas) ditambahkan",
    ]);
    expect(changed(withStep("menu", { choices: [second, first, third, fourth] }))).toEqual([
      "Menu utama: pilihan diubah",
    ]);
  });

  it("differ by fields: from one value to another, on and off, or written anew", () => {
    expect(changed(withStep("antre", { priority: 5, name: "Antrean" }))).toEqual([
      "Nama langkah Antre petugas diubah menjadi Antrean",
      "Antrean: prioritas diubah dari 3 menjadi 5",
    ]);
    expect(changed(withStep("jam", { isClosedOnJointLeave: true, specialDays: [] }))).toEqual([
      "Jam layanan: tutup pada cuti bersama diaktifkan",
      "Jam layanan: hari khusus diubah",
    ]);
  });

  it("differ by another kind of step under the same mark, by languages and by the start", () => {
    const hangUp = { id: "info", name: "Informasi", kind: "hang-up", phrase: [] } as const;
    const after = andStep(hangUp, without("info", flowSample));
    expect(changed(after)).toContain("Langkah Informasi ditambahkan");
    expect(changed(after)).toContain("Langkah Informasi dihapus");
    expect(changed({ ...flowSample, languages: ["id"] })).toEqual(["Bahasa alur diubah"]);
    expect(changed({ ...flowSample, start: "jam" })).toContain("Langkah Jam layanan pindah dari Bahasa ke ^");
  });
});

describe("of flows made by chance", () => {
  const normal = (flow: Flow) =>
    JSON.stringify({ ...flow, steps: [...flow.steps].sort((left, right) => (left.id < right.id ? -1 : 1)) });

  it("there is a change exactly where there is a difference, with words in both languages", () => {
    let told = 0;
    for (let seed = runSeed * 1_000; seed < (runSeed + 1) * 1_000; seed += 1) {
      const [before, after] = [randomFlow(openChance(seed)), randomFlow(openChance(seed + (seed % 4 === 0 ? 0 : 1)))];
      const changes = diffFlows(before, after);
      expect(changes.length > 0, `seed ${seed}`).toBe(normal(before) !== normal(after));
      for (const locale of ["id", "en"] as const)
        for (const words of inWords(changes, locale)) expect(words).not.toMatch(/flows\.|[{}]|undefined/);
      told += changes.length;
    }
    expect(told).toBeGreaterThan(1_000);
  });

  it("one field that differs is never passed over", () => {
    for (const step of flowSample.steps)
      for (const [field, value] of Object.entries(step)) {
        if (["id", "kind"].includes(field)) continue;
        const other = typeof value === "boolean" ? !value : typeof value === "number" ? value + 1 : null;
        const after = withStep(step.id, { [field]: Array.isArray(value) || field === "week" ? [] : other });
        if (JSON.stringify(after) === JSON.stringify(flowSample)) continue;
        expect(diffFlows(flowSample, after), `${step.id} ${field}`).not.toEqual([]);
      }
  });
});
