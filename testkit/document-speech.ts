import type { DocumentCase } from "./document-case.ts";

const SPOKEN = { language: "en-US", hints: [], quietMs: 5_000, takesKeys: true };

function speech(attribute: string, attributes: string, becomes: object, note: string): DocumentCase {
  const input = attribute === "input" ? "" : 'input="speech" ';
  return {
    element: "Gather",
    attribute,
    note,
    example: `<Gather ${input}${attributes}/>`,
    becomes: { speech: becomes },
  };
}

/** Speech recognition. */
export const SPEECH: readonly DocumentCase[] = [
  speech(
    "input",
    'input="dtmf speech"',
    SPOKEN,
    "`dtmf` without it. `speech` needs a recogniser of the installation ([what callers say](cpaas.md#what-callers-say)); without one it is warned of, and keys are waited for all the same. The action is told `SpeechResult` and `Confidence`.",
  ),
  speech("language", 'language="id-ID"', { language: "id-ID", takesKeys: false }, "`en-US` without it."),
  speech("hints", 'hints="satu, dua"', { hints: ["satu", "dua"] }, "500 of 100 characters; told to the recogniser."),
  speech(
    "speechTimeout",
    'speechTimeout="auto"',
    { quietMs: null },
    "Seconds of silence behind the last word, as many as `timeout` without it; with `auto` the recogniser finds the end.",
  ),
];
