import { describe } from "vitest";
import { itTakesLinearTime } from "../../../../testkit/pumped.ts";
import { blocksOf } from "./article-text.shared.ts";
import { redactQuestion } from "./search-words.shared.ts";

describe("reading an article", () => {
  itTakesLinearTime(blocksOf);
});

describe("masking a question of a search", () => {
  itTakesLinearTime(redactQuestion);
});
