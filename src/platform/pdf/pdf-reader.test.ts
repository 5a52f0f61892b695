import { deflateSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { filledLetter } from "../../../testkit/licence-documents.ts";
import { cases, sampled } from "../../../testkit/run-seed.ts";
import { openDocumentPool } from "./document-pool.ts";
import { openPdfReader, type PdfReader } from "./pdf-reader.ts";

const readers: PdfReader[] = [];
const open = (options: Parameters<typeof openPdfReader>[0] = {}) => {
  const reader = openPdfReader(options);
  readers.push(reader);
  return reader;
};
const paper = openDocumentPool();
const PAGES_MAX = cases({ short: 8, long: 80 });
const UNPACKED_BYTES = cases({ short: 50_000_000, long: 200_000_000 });
let letter: Uint8Array;

beforeAll(async () => {
  letter = await paper.render(filledLetter({ requirement: "D09" }));
});
const SOUND_MS_MAX = 60_000;

afterAll(async () => {
  await Promise.all([paper.close(), ...readers.map((reader) => reader.close())]);
});

/** A file of the given objects, with an invalid cross-reference table that a reader must rebuild. */
function fileOf(objects: readonly (string | Buffer)[]): Uint8Array {
  const parts = objects.flatMap((body, index) => [
    Buffer.from(`${index + 1} 0 obj\n`),
    Buffer.from(body),
    Buffer.from("\nendobj\n"),
  ]);
  return new Uint8Array(
    Buffer.concat([Buffer.from("%PDF-1.7\n"), ...parts, Buffer.from("trailer<</Root 1 0 R>>\n%%EOF\n")]),
  );
}

const CATALOG = "<</Type/Catalog/Pages 2 0 R>>";
const onePage = (more: string, kids = "[3 0 R]", count = 1) => [
  CATALOG,
  `<</Type/Pages/Kids${kids}/Count ${count}>>`,
  `<</Type/Page/Parent 2 0 R${more}>>`,
];
const stream = (dictionary: string, bytes: Uint8Array) =>
  Buffer.concat([Buffer.from(`<<${dictionary}/Length ${bytes.length}>>stream\n`), bytes, Buffer.from("\nendstream")]);

/** Zeros that compress to a thousandth of their size. */
const zeros = (bytes: number) => deflateSync(Buffer.alloc(bytes));

const HOSTILE: readonly (readonly [string, () => Uint8Array])[] = [
  ["a page as large as a field", () => fileOf(onePage("/MediaBox[0 0 2000000 2000000]"))],
  ["a page of no size", () => fileOf(onePage("/MediaBox[0 0 0 0]"))],
  [
    "an image of 40,000 by 40,000 points",
    () =>
      fileOf([
        ...onePage("/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</XObject<</I 5 0 R>>>>"),
        stream("", Buffer.from("595 0 0 842 0 0 cm /I Do")),
        stream(
          "/Type/XObject/Subtype/Image/Width 40000/Height 40000/BitsPerComponent 8/ColorSpace/DeviceGray/Filter/FlateDecode",
          zeros(50_000_000),
        ),
      ]),
  ],
  [
    "contents that unpack to a thousand times their size",
    () =>
      fileOf([
        ...onePage("/MediaBox[0 0 595 842]/Contents 4 0 R"),
        stream("/Filter/FlateDecode", zeros(UNPACKED_BYTES)),
      ]),
  ],
  [
    "a form that draws itself",
    () =>
      fileOf([
        ...onePage("/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</XObject<</F 5 0 R>>>>"),
        stream("", Buffer.from("/F Do")),
        stream(
          "/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</F 5 0 R>>>>",
          Buffer.from("/F Do /F Do"),
        ),
      ]),
  ],
  ["a tree of pages that bites its tail", () => fileOf(onePage("/MediaBox[0 0 9 9]", "[2 0 R 3 0 R]", 2_000_000_000))],
  ["10,000 pages", () => fileOf(onePage("/MediaBox[0 0 9 9]", `[${"3 0 R ".repeat(10_000)}]`, 10_000))],
];

describe("a hostile file", () => {
  const reader = open({ taskMsMax: 20_000, lookMsMax: 5_000, idleMs: 5_000, pagesMax: PAGES_MAX });

  it.each(sampled(HOSTILE, 2))(
    "of %s costs a bounded time, and the next file is read",
    async (_name, make) => {
      const looked = await reader.look(make());
      if (looked.ok) expect(looked.value.seen.length).toBeLessThanOrEqual(PAGES_MAX);
      else expect(["file-damaged", "reading-broke-off", "reading-took-too-long"]).toContain(looked.refusal);
      const sound = await reader.look(letter);
      expect(sound.ok && sound.value.seen[0]?.marks.length).toBe(2);
    },
    SOUND_MS_MAX,
  );

  it("of many pages is read as far as the limit, and says so", async () => {
    const few = open({ pagesMax: 3 });
    const looked = await few.look(fileOf(onePage("/MediaBox[0 0 99 99]", `[${"3 0 R ".repeat(5)}]`, 5)));
    expect(looked).toMatchObject({ ok: true, value: { pages: 5, unread: ["pages-left-out"] } });
    expect(looked.ok && looked.value.seen.length).toBe(3);
  });
});

describe("files put together", () => {
  const reader = open();

  it("keep their order and their pages, and one that cannot be opened is told before", async () => {
    const second = await paper.render(filledLetter({ requirement: "D07" }));
    const counted = await reader.count([letter, Buffer.from("no file"), second]);
    expect(counted).toEqual({ ok: true, value: [1, null, 2] });
    const joined = await reader.join([letter, second, letter]);
    const looked = joined.ok ? await reader.look(joined.value) : joined;
    if (!looked.ok) throw new Error(looked.refusal);
    expect(looked.value.seen.map(({ marks }) => marks[0]?.text.slice(5, 8))).toEqual(["D09", "D07", "D07", "D09"]);
  });

  it("are refused whole when one of them cannot be opened", async () => {
    expect(await reader.join([letter, Buffer.from("no file")])).toEqual({ ok: false, refusal: "file-damaged" });
  });
});
