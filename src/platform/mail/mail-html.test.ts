import { describe } from "vitest";
import { itTakesLinearTime } from "../../../testkit/pumped.ts";
import { mailHtml } from "./mail-html.ts";

describe("making the HTML of a mail", () => {
  itTakesLinearTime((text) =>
    mailHtml({ locale: "id", subject: "x", text: `https://a.id/${text}`, installationName: "x" }),
  );
});
