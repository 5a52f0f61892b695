import { describe, expect, it } from "vitest";
import { type JudgedLines, judgeInSteps } from "./judge-lines.ts";

const TEMPLATE = {
  body: "Yth. {nama}, tagihan {nilai}.",
  variables: [
    { name: "nama", kind: "any" as const, most: 80 },
    { name: "nilai", kind: "digits" as const, most: 9 },
  ],
};
const HEADING = ["Nama", "Nomor", "Nilai"];

function judgeLines(...asked: Parameters<typeof judgeInSteps>): JudgedLines {
  const steps = judgeInSteps(...asked);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

describe("the lines of a campaign", () => {
  it("are read by their columns, in whatever order, with exactly the parts they become", () => {
    const long = "字".repeat(80);
    const judged = judgeLines(TEMPLATE, [HEADING, ["Sri", "0812-3456-7890", "15000"], [long, "+6281234567891", "1"]]);
    expect(judged).toMatchObject({ faults: [], faulty: 0, doubled: 0, parts: 3 });
    expect(judged.fit).toEqual([
      { line: 2, recipient: "6281234567890", fields: { nama: "Sri", nilai: "15000" }, parts: 1 },
      { line: 3, recipient: "6281234567891", fields: { nama: long, nilai: "1" }, parts: 2 },
    ]);
  });

  it("are told with what is wrong by line, and each number goes once", () => {
    const rows = [
      HEADING,
      ["Sri", "kantor", "1"],
      ["Sri", "081234567890", "x"],
      ["", "081234567890", "1"],
      ["Sri", "081234567890", "1"],
      ["", "", ""],
      ["Budi", "+62 812 3456 7890", "2"],
    ];
    const { fit, faults, faulty, doubled } = judgeLines(TEMPLATE, rows);
    expect(fit.map(({ line }) => line)).toEqual([5]);
    expect([faulty, doubled]).toEqual([3, 1]);
    expect(faults.map(({ line, code, about }) => [line, code, about])).toEqual([
      [2, "recipient-unfit", null],
      [3, "template-value-unfit", "nilai"],
      [4, "template-value-missing", "nama"],
    ]);
  });

  it("may have a title above their heading, and are told by the rows of the file", () => {
    const judged = judgeLines(TEMPLATE, [
      ["Tagihan November"],
      [],
      HEADING,
      ["Sri", "081234567890", "1"],
      ["", "", "2"],
    ]);
    expect(judged.fit.map(({ line }) => line)).toEqual([4]);
    expect(judged.faults.map(({ line }) => line)).toEqual([5]);
  });

  it("may have a value that is called as a column of numbers is", () => {
    const template = { body: "Pesanan {nomor}", variables: [{ name: "nomor", kind: "digits" as const, most: 9 }] };
    const judged = judgeLines(template, [
      ["Nomor", "Penerima"],
      ["77", "081234567890"],
    ]);
    expect(judged.fit).toMatchObject([{ recipient: "6281234567890", fields: { nomor: "77" } }]);
  });

  it("are none without their columns, without lines, or with too many", () => {
    expect(
      judgeLines(TEMPLATE, [
        ["Nomor", "Nama"],
        ["0812345678", "Sri"],
      ]).faults,
    ).toEqual([{ line: 1, code: "campaign-column-missing", about: "nilai" }]);
    expect(judgeLines(TEMPLATE, [HEADING]).faults[0]?.code).toBe("campaign-empty");
    const many = Array.from({ length: 100_001 }, () => ["", "", ""]);
    expect(judgeLines(TEMPLATE, [HEADING, ...many]).faults[0]?.code).toBe("campaign-too-long");
  });

  it("are read a piece at a time, and a number goes once over all pieces", () => {
    const rows = Array.from({ length: 4_500 }, (_, nth) => ["Sri", `0812${String(30_000_000 + (nth % 4_400))}`, "1"]);
    const steps = judgeInSteps(TEMPLATE, [HEADING, ...rows]);
    let pauses = 0;
    let step = steps.next();
    for (; step.done !== true; step = steps.next()) pauses += 1;
    expect(pauses).toBe(2);
    expect([step.value.fit.length, step.value.doubled]).toEqual([4_400, 100]);
  });
});
