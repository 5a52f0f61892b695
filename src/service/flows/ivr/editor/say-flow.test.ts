import { describe, expect, it } from "vitest";
import { flowSample, surroundings, withStep } from "../../../../../testkit/flow-sample.ts";
import { openTexts } from "../../../../platform/texts/index.ts";
import { checkFlow, diffFlows, flowSchema, simulateCaller } from "../index.ts";
import { exampleFlow, FLOW_EXAMPLES } from "./example-flows.shared.ts";
import { changeWords, type FlowWords, findingWords, pathWords } from "./say-flow.shared.ts";

const NAMED = "0193b0c4-7a10-7c3e-9d2f-5a6b7c8d9e0f";
const texts = openTexts();
const wordsIn = (locale: "id" | "en"): FlowWords => ({
  text: (key, params) => texts.text(locale, key, params),
  queueName: (id) => (id === "layanan" ? "Layanan pelanggan" : null),
  hoursName: (id) => (id === NAMED ? "Jam kantor" : null),
  listName: () => null,
});
const [id, en] = [wordsIn("id"), wordsIn("en")];
const making = (locale: "id" | "en") => ({
  language: locale,
  queueId: "layanan",
  nameOf: (key: string) => texts.text(locale, `flows.examples.${key}`),
});

describe("an example to begin with", () => {
  it.each(FLOW_EXAMPLES.filter((example) => example !== "empty"))(
    "%s may be published in both languages",
    (example) => {
      for (const locale of ["id", "en"] as const) {
        const flow = exampleFlow(example, making(locale));
        expect(checkFlow(flow, surroundings)).toEqual([]);
        expect(flowSchema.safeParse(flow).success).toBe(true);
        expect(flow.steps.filter(({ name }) => name.includes("."))).toEqual([]);
      }
    },
  );

  it("that is empty lacks its first step only", () => {
    expect(checkFlow(exampleFlow("empty", making("id")), surroundings).map(({ rule }) => rule)).toEqual(["start-open"]);
  });
});

describe("what is said of a flow", () => {
  it("calls languages and queues by their names, and what has no name by that", () => {
    const [finding] = checkFlow(withStep("antre", { queueId: "0193" }), surroundings);
    expect(finding && findingWords(finding, id).what).toBe(
      "Antre petugas memakai antrean yang tidak ada (belum dipilih).",
    );
    const prompts = new Map([...surroundings.prompts, ["welcome", new Set(["id"])]]);
    const [spoken] = checkFlow(flowSample, { ...surroundings, prompts });
    expect(spoken && findingWords(spoken, en).what).toContain("English");
  });

  it("calls a choice's way by its keys, and tells the start from no place at all", () => {
    const menu = flowSample.steps.find((step) => step.id === "menu");
    const choices = menu?.kind === "menu" ? menu.choices : [];
    const after = withStep("menu", { choices: [{ ...choices[0], next: "akhir" }, ...choices.slice(1)] });
    expect(diffFlows(flowSample, after).map((change) => changeWords(change, id))).toEqual([
      "Langkah Informasi pindah dari Menu utama ke tempat yang belum terhubung",
      "Langkah Ada lagi? pindah dari Informasi ke tempat yang belum terhubung",
      "Langkah Selesai pindah dari Libur ke Menu utama",
    ]);
    const open = withStep("menu", { choices: [{ ...choices[0], next: null }, ...choices.slice(1)] });
    expect(diffFlows(flowSample, open).map((change) => changeWords(change, id))).toContain(
      "Menu utama: pilihan 1 tidak lagi memiliki langkah berikutnya, sebelumnya Informasi",
    );
    const [moved] = diffFlows(flowSample, { ...flowSample, start: "jam" }).filter(({ change }) => change === "moved");
    expect(moved && changeWords(moved, en)).toContain("the start");
    const queue = diffFlows(withStep("antre", { queueId: "lama" }), flowSample).map((change) =>
      changeWords(change, id),
    );
    expect(queue).toEqual(["Antre petugas: antrean diubah dari lama menjadi Layanan pelanggan"]);
  });

  it("tells a made-up call with the name of the queue", () => {
    const { lines } = simulateCaller(
      { flow: exampleFlow("simple", making("id")), daysOff: [] },
      {
        nowMs: 0,
        caller: "0812",
        called: "1500881",
        keys: [],
        queue: "served",
        isReached: true,
        leavesMessage: true,
        mayBeCalledBack: true,
      },
    );
    expect(lines.map((line) => pathWords(line, id))).toContain("Menunggu di antrean Layanan pelanggan");
  });
});
