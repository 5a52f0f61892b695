import { describe } from "vitest";
import { itTakesLinearTime } from "../../../testkit/pumped.ts";
import { csvRows } from "./csv-rows.ts";

describe("reading a CSV file", () => {
  itTakesLinearTime((text) => csvRows({ name: "x.csv", bytes: Buffer.from(text) }, { rowsMax: 9 }));
});
